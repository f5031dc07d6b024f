/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-form.h"

#include <glib/gi18n.h>

#include "fecho-address-check.h"
#include "fecho-dictionary-choice.h"
#include "fecho-group-choice.h"
#include "fecho-handshake-group.h"
#include "fecho-keepalive-group.h"
#include "fecho-network-group.h"
#include "fecho-opening-group.h"
#include "fecho-reconnection-group.h"
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
  AdwComboRow *dictionary_row;
  FechoHandshakeGroup *handshake_group;
  FechoSecretsGroup *secrets_group;
  FechoSecurityGroup *security_group;
  FechoNetworkGroup *network_group;
  FechoKeepaliveGroup *keepalive_group;
  FechoReconnectionGroup *reconnection_group;
  FechoOpeningGroup *opening_group;

  GListModel *sessions;
  FechoEndpoint *original;      /* what is edited; NULL: a new one */
  FechoGroupChoice *groups;
  FechoDictionaryChoice *dictionaries;
  char *suggestion;
  char *unchanged;              /* all inputs as they were at first */
  gboolean name_edited;         /* it no longer follows the host */
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
  if (!fecho_handshake_group_read (self->handshake_group, endpoint))
    return NULL;

  g_free (endpoint->group);
  endpoint->group = fecho_group_choice_dup_group (self->groups);
  g_free (endpoint->dictionary);
  endpoint->dictionary = fecho_dictionary_choice_dup_id (self->dictionaries);
  fecho_security_group_read (self->security_group, endpoint);
  fecho_network_group_read (self->network_group, endpoint);
  fecho_keepalive_group_read (self->keepalive_group, endpoint);
  fecho_reconnection_group_read (self->reconnection_group, endpoint);
  fecho_opening_group_read (self->opening_group, endpoint);
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
  fecho_keepalive_group_read (self->keepalive_group, trial);
  fecho_reconnection_group_read (self->reconnection_group, trial);
  fecho_opening_group_read (self->opening_group, trial);
  fecho_secrets_group_read (self->secrets_group, trial);
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
  g_autofree char *group = fecho_group_choice_dup_group (self->groups);
  g_autofree char *dictionary = fecho_dictionary_choice_dup_id (self->dictionaries);
  g_autofree char *handshake = fecho_handshake_group_dup_inputs (self->handshake_group);

  g_string_append_printf (inputs, "%s\n%s\n%s\n%s\n%s\n", get_text (self->address_row),
                          get_text (self->name_row), group != NULL ? group : "",
                          dictionary != NULL ? dictionary : "", handshake);
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

  subprotocols = fecho_handshake_group_dup_subprotocols (self->handshake_group);
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

static gboolean
check_name (FechoSessionForm *self)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("ws://localhost", NULL);
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->name_row)));
  gboolean good = *name == '\0' || fecho_endpoint_set_name (trial, name, NULL);

  fecho_tone_apply (good ? FECHO_TONE_PLAIN : FECHO_TONE_ERROR, GTK_WIDGET (self->name_row));

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
  good &= fecho_handshake_group_check (self->handshake_group);
  good &= fecho_security_group_check (self->security_group);
  good &= fecho_network_group_check (self->network_group);
  good &= fecho_reconnection_group_check (self->reconnection_group);
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
name_changed_cb (FechoSessionForm *self)
{
  if (self->filling)
    return;

  self->name_edited = *get_text (self->name_row) != '\0';
  check_soon (self);
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
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, dictionary_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, handshake_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, secrets_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, security_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, network_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, keepalive_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, reconnection_group);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionForm, opening_group);
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
  g_type_ensure (FECHO_TYPE_HANDSHAKE_GROUP);
  g_type_ensure (FECHO_TYPE_KEEPALIVE_GROUP);
  g_type_ensure (FECHO_TYPE_NETWORK_GROUP);
  g_type_ensure (FECHO_TYPE_OPENING_GROUP);
  g_type_ensure (FECHO_TYPE_RECONNECTION_GROUP);
  g_type_ensure (FECHO_TYPE_SECRETS_GROUP);
  g_type_ensure (FECHO_TYPE_SECURITY_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-session-form.ui");
  bind_inputs (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
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
  fecho_handshake_group_fill (self->handshake_group, endpoint);
  fecho_security_group_fill (self->security_group, endpoint);
  fecho_network_group_fill (self->network_group, endpoint);
  fecho_keepalive_group_fill (self->keepalive_group, endpoint);
  fecho_reconnection_group_fill (self->reconnection_group, endpoint);
  fecho_opening_group_fill (self->opening_group, endpoint);
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
  self->groups = fecho_group_choice_new (self->group_row, self->new_group_row, self->sessions,
                                         self->original != NULL ? self->original->group : NULL);
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
