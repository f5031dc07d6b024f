/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-form.h"

#include <glib/gi18n.h>

#include "fecho-address-check.h"
#include "fecho-dictionary-choice.h"
#include "fecho-filter.h"
#include "fecho-headers-row.h"
#include "fecho-network-group.h"
#include "fecho-opening-group.h"
#include "fecho-secrets-group.h"
#include "fecho-security-group.h"
#include "fecho-settings.h"

/* After the last key; in milliseconds. */
#define CHECK_DELAY_MS 300

struct _FechoSessionForm
{
  AdwPreferencesPage parent_instance;

  AdwEntryRow *address_row;
  AdwEntryRow *name_row;
  AdwComboRow *group_row;
  AdwEntryRow *new_group_row;
  FechoFormLine *address_line;
  GtkWidget *suggestion_button;
  AdwEntryRow *subprotocols_row;
  FechoHeadersRow *headers_row;
  AdwEntryRow *origin_row;
  AdwEntryRow *user_row;
  GtkSwitch *deflate_switch;
  FechoFormLine *handshake_line;
  AdwComboRow *dictionary_row;
  FechoSecretsGroup *secrets_group;
  FechoSecurityGroup *security_group;
  FechoNetworkGroup *network_group;
  FechoOpeningGroup *opening_group;
  GtkSwitch *ping_switch;
  GtkSpinButton *interval_spin;
  GtkSpinButton *pong_spin;
  GtkSwitch *reconnect_switch;
  GtkSpinButton *first_spin;
  GtkSpinButton *longest_spin;
  AdwEntryRow *codes_row;
  FechoFormLine *codes_line;

  GListModel *sessions;
  FechoEndpoint *original;      /* what is edited; NULL: a new one */
  GtkStringList *groups;        /* none, those there are, a new one */
  FechoDictionaryChoice *dictionaries;
  char *suggestion;
  char *unchanged;               /* all inputs as they were at first */
  gboolean name_edited;            /* it no longer follows the host */
  gboolean filling;
  gboolean valid;
  guint check_id;
};

G_DEFINE_FINAL_TYPE (FechoSessionForm, fecho_session_form, ADW_TYPE_PREFERENCES_PAGE)

typedef enum
{
  PROP_VALID = 1,
} FechoSessionFormProperty;

static GParamSpec *properties[PROP_VALID + 1];

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_text (AdwEntryRow *row,
          const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/* -- reading the inputs */

/* A list as people write it: by commas or blanks. */
static char **
split_words (const char *text)
{
  g_auto(GStrv) parts = g_strsplit_set (text, ", \t", -1);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_strv_builder_add (words, parts[i]);
    }

  return g_strv_builder_end (words);
}

static char *
dup_group (FechoSessionForm *self)
{
  guint selected = adw_combo_row_get_selected (self->group_row);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->groups));
  g_autofree char *name = NULL;

  if (selected == 0 || selected >= n_items)
    return NULL;
  if (selected < n_items - 1)
    return g_strdup (gtk_string_list_get_string (self->groups, selected));

  name = g_strstrip (g_strdup (get_text (self->new_group_row)));

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/* Whole seconds within what can be typed; GTK 4.8 would show what is out of that as well. */
static int
get_shown_s (GtkSpinButton *spin,
             gint64         us)
{
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (spin);
  double seconds = (double)((us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);

  return (int)CLAMP (seconds, gtk_adjustment_get_lower (adjustment),
                     gtk_adjustment_get_upper (adjustment));
}

/* Spin buttons show whole seconds; what was not touched keeps its fraction. */
static gint64
get_us (GtkSpinButton *spin,
        gint64         original_us)
{
  int seconds = gtk_spin_button_get_value_as_int (spin);

  if (seconds == get_shown_s (spin, original_us))
    return original_us;

  return seconds * (gint64)G_USEC_PER_SEC;
}

static void
set_us (GtkSpinButton *spin,
        gint64         us)
{
  gtk_spin_button_set_value (spin, get_shown_s (spin, us));
}

static gboolean
read_handshake (FechoSessionForm *self,
                FechoEndpoint    *endpoint)
{
  g_auto(GStrv) names = split_words (get_text (self->subprotocols_row));
  g_auto(GStrv) lines = fecho_headers_row_dup_lines (self->headers_row);

  g_clear_pointer (&endpoint->subprotocols, g_strfreev);
  g_clear_pointer (&endpoint->headers, g_strfreev);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!fecho_endpoint_add_subprotocol (endpoint, names[i], NULL))
        return FALSE;
    }
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!fecho_endpoint_add_header (endpoint, lines[i], NULL))
        return FALSE;
    }
  endpoint->deflate = gtk_switch_get_active (self->deflate_switch);

  return TRUE;
}

/* Of an entry row, NULL where it is empty. */
static char *
dup_entered (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (row)));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
read_sign_in (FechoSessionForm *self,
              FechoEndpoint    *endpoint)
{
  g_autofree char *origin = dup_entered (self->origin_row);
  g_autofree char *user = dup_entered (self->user_row);

  /* One in the address has been taken over already. */
  if (user != NULL)
    {
      g_free (endpoint->user);
      endpoint->user = g_steal_pointer (&user);
    }
  else if (endpoint->password == NULL)
    {
      g_clear_pointer (&endpoint->user, g_free);
    }

  return fecho_endpoint_set_origin (endpoint, origin, NULL);
}

static void
read_times (FechoSessionForm *self,
            FechoEndpoint    *endpoint)
{
  gint64 ping_us = get_us (self->interval_spin, endpoint->ping_us);

  endpoint->ping_us = gtk_switch_get_active (self->ping_switch) ? ping_us : 0;
  endpoint->pong_timeout_us = get_us (self->pong_spin, endpoint->pong_timeout_us);
  endpoint->reconnect = gtk_switch_get_active (self->reconnect_switch);
  endpoint->backoff_first_us = get_us (self->first_spin, endpoint->backoff_first_us);
  endpoint->backoff_max_us = MAX (get_us (self->longest_spin, endpoint->backoff_max_us),
                                  endpoint->backoff_first_us);
}

/* NULL where an input is wrong: the checks have said which. */
static FechoEndpoint *
read_endpoint (FechoSessionForm *self)
{
  g_autofree char *url = g_strstrip (g_strdup (get_text (self->address_row)));
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->name_row)));
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);

  if (endpoint == NULL)
    return NULL;

  if (self->original != NULL)
    {
      g_clear_pointer (&endpoint, fecho_endpoint_free);
      endpoint = fecho_endpoint_copy (self->original);
      if (!fecho_endpoint_set_url (endpoint, url, NULL))
        return NULL;
    }
  if (*name != '\0' && !fecho_endpoint_set_name (endpoint, name, NULL))
    return NULL;
  if (!read_handshake (self, endpoint) || !read_sign_in (self, endpoint))
    return NULL;

  g_free (endpoint->group);
  endpoint->group = dup_group (self);
  g_free (endpoint->dictionary);
  endpoint->dictionary = fecho_dictionary_choice_dup_id (self->dictionaries);
  fecho_security_group_read (self->security_group, endpoint);
  fecho_network_group_read (self->network_group, endpoint);
  fecho_opening_group_read (self->opening_group, endpoint);
  g_free (endpoint->no_reconnect_codes);
  endpoint->no_reconnect_codes = g_strstrip (g_strdup (get_text (self->codes_row)));
  read_times (self, endpoint);
  fecho_secrets_group_read (self->secrets_group, endpoint);

  return g_steal_pointer (&endpoint);
}

/* What the groups of their own would write. */
static void
append_groups (FechoSessionForm *self,
               GString          *inputs)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("wss://localhost", NULL);
  g_autofree char *json = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  fecho_security_group_read (self->security_group, trial);
  fecho_network_group_read (self->network_group, trial);
  fecho_opening_group_read (self->opening_group, trial);
  fecho_secrets_group_read (self->secrets_group, trial);
  trial->deflate = gtk_switch_get_active (self->deflate_switch);
  read_times (self, trial);
  json = fecho_endpoint_options_to_json (trial);
  g_string_append (inputs, json);
  if (trial->secrets == NULL)
    return;

  g_hash_table_iter_init (&iter, trial->secrets);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_append_printf (inputs, "\n%s=%s", (char *)name, (char *)value);
}

/* All inputs as one text, to see whether any of them changed. */
static char *
dup_inputs (FechoSessionForm *self)
{
  g_autoptr(GString) inputs = g_string_new (NULL);
  g_autofree char *group = dup_group (self);
  g_autofree char *dictionary = fecho_dictionary_choice_dup_id (self->dictionaries);
  g_auto(GStrv) lines = fecho_headers_row_dup_lines (self->headers_row);
  g_autofree char *headers = g_strjoinv ("\n", lines);

  g_string_append_printf (inputs, "%s\n%s\n%s\n%s\n%s\n%s\n", get_text (self->address_row),
                          get_text (self->name_row), group != NULL ? group : "",
                          get_text (self->subprotocols_row), get_text (self->codes_row), headers);
  g_string_append_printf (inputs, "%s\n%s\n%s\n", get_text (self->origin_row),
                          get_text (self->user_row), dictionary != NULL ? dictionary : "");
  append_groups (self, inputs);

  return g_string_free (g_steal_pointer (&inputs), FALSE);
}

/* -- checking */

static void
follow_host (FechoSessionForm *self,
             const char       *host)
{
  if (self->name_edited || host == NULL)
    return;

  self->filling = TRUE;
  set_text (self->name_row, host);
  self->filling = FALSE;
}

/* Only an encrypted connection has a certificate. */
static void
update_security (FechoSessionForm        *self,
                 const FechoAddressCheck *check)
{
  fecho_security_group_set_plain (self->security_group, check->host != NULL && !check->secure);
}

static void
follow_dictionary (FechoSessionForm *self,
                   const char       *host)
{
  g_auto(GStrv) subprotocols = NULL;

  if (host == NULL)
    return;

  subprotocols = split_words (get_text (self->subprotocols_row));
  self->filling = TRUE;
  fecho_dictionary_choice_suggest (self->dictionaries, host,
                                   (const char *const *)subprotocols);
  self->filling = FALSE;
}

/* The rows for the values of variables that the other inputs name. */
static void
follow_variables (FechoSessionForm *self)
{
  g_autoptr(FechoEndpoint) endpoint = read_endpoint (self);

  if (endpoint == NULL)
    return;
  /* Of an address like wss://user:password@host. */
  if (endpoint->password != NULL)
    fecho_endpoint_set_secret (endpoint, FECHO_ENDPOINT_PASSWORD, endpoint->password);
  fecho_secrets_group_follow (self->secrets_group, endpoint);
}

static gboolean
check_address (FechoSessionForm *self)
{
  g_auto(FechoAddressCheck) check = { 0 };
  FechoTone tone = FECHO_TONE_PLAIN;

  fecho_address_check (get_text (self->address_row), self->sessions,
                       self->original != NULL ? self->original->id : NULL, &check);
  switch (check.verdict)
    {
    case FECHO_ADDRESS_EMPTY:
      break;
    case FECHO_ADDRESS_ERROR:
      tone = FECHO_TONE_ERROR;
      break;
    case FECHO_ADDRESS_WARNING:
      tone = FECHO_TONE_WARNING;
      break;
    case FECHO_ADDRESS_GOOD:
      tone = FECHO_TONE_GOOD;
      break;
    }

  fecho_form_line_say (self->address_line, tone, check.text);
  fecho_tone_apply (tone, GTK_WIDGET (self->address_row));
  gtk_widget_set_visible (self->suggestion_button, check.suggestion != NULL);
  g_free (self->suggestion);
  self->suggestion = g_steal_pointer (&check.suggestion);
  follow_host (self, check.host);
  follow_dictionary (self, check.host);
  update_security (self, &check);

  return check.verdict == FECHO_ADDRESS_WARNING || check.verdict == FECHO_ADDRESS_GOOD;
}

static void
mark (gboolean   good,
      GtkWidget *row)
{
  fecho_tone_apply (good ? FECHO_TONE_PLAIN : FECHO_TONE_ERROR, row);
}

static gboolean
check_name (FechoSessionForm *self)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("ws://localhost", NULL);
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->name_row)));
  gboolean good = *name == '\0' || fecho_endpoint_set_name (trial, name, NULL);

  mark (good, GTK_WIDGET (self->name_row));

  return good;
}

static gboolean
check_subprotocols (FechoSessionForm *self)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("ws://localhost", NULL);
  g_auto(GStrv) names = split_words (get_text (self->subprotocols_row));
  gboolean good = TRUE;

  for (guint i = 0; names[i] != NULL; i++)
    good &= fecho_endpoint_add_subprotocol (trial, names[i], NULL);
  mark (good, GTK_WIDGET (self->subprotocols_row));

  return good;
}

static gboolean
check_origin (FechoSessionForm *self)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("ws://localhost", NULL);
  g_autofree char *origin = dup_entered (self->origin_row);
  gboolean good = origin == NULL || fecho_endpoint_set_origin (trial, origin, NULL);

  mark (good, GTK_WIDGET (self->origin_row));

  return good;
}

static gboolean
check_handshake (FechoSessionForm *self)
{
  guint n_secrets = 0;
  gboolean words_good = check_subprotocols (self);
  gboolean origin_good = check_origin (self);
  gboolean headers_good = fecho_headers_row_check (self->headers_row, &n_secrets);

  if (!words_good)
    fecho_form_line_say (self->handshake_line, FECHO_TONE_ERROR,
                         _("A subprotocol is one word of letters, digits and signs, "
                           "each named once"));
  else if (!origin_good)
    fecho_form_line_say (self->handshake_line, FECHO_TONE_ERROR,
                         _("An origin is like https://example.com, without a path"));
  else if (!headers_good)
    fecho_form_line_say (self->handshake_line, FECHO_TONE_ERROR,
                         _("A header needs a name of one word that the handshake "
                           "does not set itself"));
  else if (n_secrets > 0)
    fecho_form_line_say (self->handshake_line, FECHO_TONE_PLAIN,
                         _("Values of headers that hold secrets are kept in the keyring"));
  else
    fecho_form_line_say (self->handshake_line, FECHO_TONE_PLAIN, NULL);

  return words_good && origin_good && headers_good;
}

static gboolean
check_codes (FechoSessionForm *self)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autofree char *codes = g_strstrip (g_strdup (get_text (self->codes_row)));
  gboolean good = *codes == '\0' || fecho_filter_add_codes (filter, codes, FALSE, NULL);

  mark (good, GTK_WIDGET (self->codes_row));
  fecho_form_line_say (self->codes_line, FECHO_TONE_ERROR,
                       good ? NULL : _("Codes are written as 1008 or 4000-4999, "
                                       "with commas between them"));

  return good;
}

static void
set_valid (FechoSessionForm *self,
           gboolean          valid)
{
  if (self->valid == valid)
    return;

  self->valid = valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static gboolean
check_all (FechoSessionForm *self)
{
  gboolean good = check_address (self);

  g_clear_handle_id (&self->check_id, g_source_remove);
  good &= check_name (self);
  good &= check_handshake (self);
  good &= check_codes (self);
  good &= fecho_security_group_check (self->security_group);
  good &= fecho_network_group_check (self->network_group);
  good &= fecho_opening_group_check (self->opening_group);
  follow_variables (self);
  set_valid (self, good);

  return good;
}

static gboolean
check_due_cb (gpointer data)
{
  FechoSessionForm *self = data;

  self->check_id = 0;
  check_all (self);

  return G_SOURCE_REMOVE;
}

static void
check_soon (FechoSessionForm *self)
{
  if (self->filling)
    return;

  g_clear_handle_id (&self->check_id, g_source_remove);
  self->check_id = g_timeout_add (CHECK_DELAY_MS, check_due_cb, self);
}

/* -- what happens */

static void
edited_cb (FechoSessionForm *self)
{
  check_soon (self);
}

static void
address_changed_cb (FechoSessionForm *self)
{
  check_soon (self);
}

static void
name_changed_cb (FechoSessionForm *self)
{
  if (self->filling)
    return;

  self->name_edited = *get_text (self->name_row) != '\0';
  check_soon (self);
}

static void
dictionary_selected_cb (FechoSessionForm *self)
{
  if (self->filling)
    return;

  check_soon (self);
}

static void
group_selected_cb (FechoSessionForm *self)
{
  guint n_items;
  gboolean is_new;

  if (self->groups == NULL)
    return;

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->groups));
  is_new = adw_combo_row_get_selected (self->group_row) == n_items - 1;
  gtk_widget_set_visible (GTK_WIDGET (self->new_group_row), is_new);
  if (is_new && !self->filling)
    gtk_widget_grab_focus (GTK_WIDGET (self->new_group_row));
}

static void
suggestion_clicked_cb (FechoSessionForm *self)
{
  if (self->suggestion != NULL)
    fecho_session_form_set_address (self, self->suggestion);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
}

/* -- the object */

static gboolean
fecho_session_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FECHO_SESSION_FORM (widget)->address_row));
}

static void
fecho_session_form_dispose (GObject *object)
{
  FechoSessionForm *self = FECHO_SESSION_FORM (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_SESSION_FORM);
  g_clear_object (&self->dictionaries);
  g_clear_object (&self->groups);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (fecho_session_form_parent_class)->dispose (object);
}

static void
fecho_session_form_finalize (GObject *object)
{
  FechoSessionForm *self = FECHO_SESSION_FORM (object);

  g_clear_pointer (&self->original, fecho_endpoint_free);
  g_free (self->suggestion);
  g_free (self->unchanged);

  G_OBJECT_CLASS (fecho_session_form_parent_class)->finalize (object);
}

static void
fecho_session_form_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((FechoSessionFormProperty)id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, FECHO_SESSION_FORM (object)->valid);
      break;
    }
}

static void
bind_inputs (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, group_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, new_group_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, address_line);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, suggestion_button);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, subprotocols_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, headers_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, handshake_line);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, origin_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, user_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, deflate_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, dictionary_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, secrets_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, security_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, network_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, opening_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, ping_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, interval_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, pong_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, reconnect_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, first_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, longest_spin);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, codes_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, codes_line);
}

static void
fecho_session_form_class_init (FechoSessionFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_session_form_dispose;
  object_class->finalize = fecho_session_form_finalize;
  object_class->get_property = fecho_session_form_get_property;
  widget_class->grab_focus = fecho_session_form_grab_focus;

  properties[PROP_VALID] =
    g_param_spec_boolean ("valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (FECHO_TYPE_FORM_LINE);
  g_type_ensure (FECHO_TYPE_HEADERS_ROW);
  g_type_ensure (FECHO_TYPE_NETWORK_GROUP);
  g_type_ensure (FECHO_TYPE_OPENING_GROUP);
  g_type_ensure (FECHO_TYPE_SECRETS_GROUP);
  g_type_ensure (FECHO_TYPE_SECURITY_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-session-form.ui");
  bind_inputs (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dictionary_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggestion_clicked_cb);
}

static void
fecho_session_form_init (FechoSessionForm *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* -- filling the inputs */

static gboolean
has_group (FechoSessionForm *self,
           const char       *group,
           guint            *ret_position)
{
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      if (g_str_equal (gtk_string_list_get_string (self->groups, i), group))
        {
          *ret_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
fill_groups (FechoSessionForm *self,
             const char       *group)
{
  GListModel *sessions = self->sessions;
  g_autoptr(GtkStringList) groups = gtk_string_list_new (NULL);
  guint position = 0;

  self->groups = g_object_ref (groups);
  /* Translators: of a session. */
  gtk_string_list_append (groups, C_("group", "None"));
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);
      const char *name = fecho_session_get_group (session);

      if (name != NULL && *name != '\0' && !has_group (self, name, &position))
        gtk_string_list_append (groups, name);
    }
  gtk_string_list_append (groups, _("New Group…"));

  position = 0;
  adw_combo_row_set_model (self->group_row, G_LIST_MODEL (groups));
  if (group != NULL)
    (void)has_group (self, group, &position); /* else none */
  adw_combo_row_set_selected (self->group_row, position);
}

/* A header whose value was hidden under its own name shows the value again, in dots. */
static char *
dup_shown_header (const FechoEndpoint *endpoint,
                  const char          *line)
{
  g_auto(GStrv) parts = g_strsplit (line, ": ${", 2);
  g_autofree char *variable = NULL;
  const char *value;

  if (parts[1] == NULL || !g_str_has_suffix (parts[1], "}") ||
      !g_str_has_prefix (parts[1], parts[0]))
    return g_strdup (line);

  variable = g_strndup (parts[1], strlen (parts[1]) - 1);
  value = fecho_endpoint_get_secret (endpoint, variable);

  return value != NULL ? g_strdup_printf ("%s: %s", parts[0], value) : g_strdup (line);
}

static void
fill_handshake (FechoSessionForm    *self,
                const FechoEndpoint *endpoint)
{
  g_autofree char *subprotocols = endpoint->subprotocols != NULL
                                  ? g_strjoinv (", ", endpoint->subprotocols) : NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) lines = NULL;

  for (guint i = 0; endpoint->headers != NULL && endpoint->headers[i] != NULL; i++)
    {
      g_autofree char *line = dup_shown_header (endpoint, endpoint->headers[i]);

      g_strv_builder_add (builder, line);
    }
  lines = g_strv_builder_end (builder);
  set_text (self->subprotocols_row, subprotocols);
  fecho_headers_row_set_lines (self->headers_row, (const char *const *)lines);
  set_text (self->origin_row, endpoint->origin);
  set_text (self->user_row, endpoint->user);
  gtk_switch_set_active (self->deflate_switch, endpoint->deflate);
}

static gint64
get_default_us (FechoSetting setting)
{
  return fecho_settings_get_int (setting) * (gint64)G_USEC_PER_SEC;
}

/* What a person has set for new sessions. */
static FechoEndpoint *
make_defaults (void)
{
  FechoEndpoint *defaults = fecho_endpoint_new ("wss://localhost", NULL);

  defaults->ping_us = fecho_settings_get_boolean (FECHO_SETTING_PING)
                      ? get_default_us (FECHO_SETTING_PING_INTERVAL) : 0;
  defaults->pong_timeout_us = get_default_us (FECHO_SETTING_PONG_LIMIT);
  defaults->backoff_max_us = MAX (get_default_us (FECHO_SETTING_LONGEST_WAIT),
                                  defaults->backoff_first_us);

  return defaults;
}

static void
fill_inputs (FechoSessionForm    *self,
             const FechoEndpoint *endpoint)
{
  gint64 ping_us = endpoint->ping_us > 0 ? endpoint->ping_us
                   : get_default_us (FECHO_SETTING_PING_INTERVAL);

  fill_groups (self, endpoint->group);
  fill_handshake (self, endpoint);
  fecho_security_group_fill (self->security_group, endpoint);
  fecho_network_group_fill (self->network_group, endpoint);
  fecho_opening_group_fill (self->opening_group, endpoint);
  gtk_switch_set_active (self->ping_switch, endpoint->ping_us > 0);
  set_us (self->interval_spin, ping_us);
  set_us (self->pong_spin, endpoint->pong_timeout_us);
  gtk_switch_set_active (self->reconnect_switch, endpoint->reconnect);
  set_us (self->first_spin, endpoint->backoff_first_us);
  set_us (self->longest_spin, endpoint->backoff_max_us);
  set_text (self->codes_row, endpoint->no_reconnect_codes);
}

static void
fill (FechoSessionForm *self)
{
  g_autoptr(FechoEndpoint) defaults = make_defaults ();

  self->filling = TRUE;
  if (self->original != NULL)
    {
      set_text (self->address_row, self->original->url);
      set_text (self->name_row, self->original->name);
      self->name_edited = TRUE;
    }
  self->dictionaries = fecho_dictionary_choice_new (self->dictionary_row,
                                                    self->original != NULL
                                                    ? self->original->dictionary : NULL);
  fill_inputs (self, self->original != NULL ? self->original : defaults);
  self->filling = FALSE;

  check_all (self);
  self->unchanged = dup_inputs (self);
}

FechoSessionForm *
fecho_session_form_new (FechoMonitor        *monitor,
                        const FechoEndpoint *endpoint)
{
  FechoSessionForm *self;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);

  self = g_object_new (FECHO_TYPE_SESSION_FORM, NULL);
  self->sessions = g_object_ref (fecho_monitor_get_sessions (monitor));
  if (endpoint != NULL)
    self->original = fecho_endpoint_copy (endpoint);
  fill (self);

  return self;
}

void
fecho_session_form_set_address (FechoSessionForm *self,
                                const char       *address)
{
  g_return_if_fail (FECHO_IS_SESSION_FORM (self));
  g_return_if_fail (address != NULL);

  set_text (self->address_row, address);
  check_all (self);
}

void
fecho_session_form_report (FechoSessionForm *self,
                           FechoTone         tone,
                           const char       *text)
{
  g_return_if_fail (FECHO_IS_SESSION_FORM (self));
  g_return_if_fail (text != NULL);

  fecho_form_line_say (self->address_line, tone, text);
}

gboolean
fecho_session_form_get_valid (FechoSessionForm *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION_FORM (self), FALSE);

  return self->valid;
}

gboolean
fecho_session_form_is_changed (FechoSessionForm *self)
{
  g_autofree char *inputs = NULL;

  g_return_val_if_fail (FECHO_IS_SESSION_FORM (self), FALSE);

  inputs = dup_inputs (self);

  return !g_str_equal (inputs, self->unchanged);
}

FechoEndpoint *
fecho_session_form_dup_endpoint (FechoSessionForm *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION_FORM (self), NULL);

  return check_all (self) ? read_endpoint (self) : NULL;
}
