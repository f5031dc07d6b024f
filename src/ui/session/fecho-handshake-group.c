/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-handshake-group.h"

#include <glib/gi18n.h>

#include "fecho-form-line.h"
#include "fecho-headers-row.h"

struct _FechoHandshakeGroup
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *subprotocols_row;
  FechoHeadersRow *headers_row;
  AdwEntryRow *origin_row;
  AdwEntryRow *user_row;
  GtkSwitch *deflate_switch;
  FechoFormLine *line;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoHandshakeGroup, fecho_handshake_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

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

/* NULL where it is empty. */
static char *
dup_entered (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (row)));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

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

static void
edited_cb (FechoHandshakeGroup *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

static void
fecho_handshake_group_dispose (GObject *object)
{
  FECHO_HANDSHAKE_GROUP (object)->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_HANDSHAKE_GROUP);

  G_OBJECT_CLASS (fecho_handshake_group_parent_class)->dispose (object);
}

static void
fecho_handshake_group_class_init (FechoHandshakeGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_handshake_group_dispose;
  changed_signal = g_signal_new ("changed", FECHO_TYPE_HANDSHAKE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FECHO_TYPE_FORM_LINE);
  g_type_ensure (FECHO_TYPE_HEADERS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-handshake-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoHandshakeGroup, subprotocols_row);
  gtk_widget_class_bind_template_child (widget_class, FechoHandshakeGroup, headers_row);
  gtk_widget_class_bind_template_child (widget_class, FechoHandshakeGroup, origin_row);
  gtk_widget_class_bind_template_child (widget_class, FechoHandshakeGroup, user_row);
  gtk_widget_class_bind_template_child (widget_class, FechoHandshakeGroup, deflate_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoHandshakeGroup, line);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
fecho_handshake_group_init (FechoHandshakeGroup *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

/* -- filling */

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
fill_headers (FechoHandshakeGroup *self,
              const FechoEndpoint *endpoint)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) lines = NULL;

  for (guint i = 0; endpoint->headers != NULL && endpoint->headers[i] != NULL; i++)
    {
      g_autofree char *line = dup_shown_header (endpoint, endpoint->headers[i]);

      g_strv_builder_add (builder, line);
    }
  lines = g_strv_builder_end (builder);
  fecho_headers_row_set_lines (self->headers_row, (const char *const *)lines);
}

void
fecho_handshake_group_fill (FechoHandshakeGroup *self,
                            const FechoEndpoint *endpoint)
{
  g_autofree char *subprotocols = NULL;

  g_return_if_fail (FECHO_IS_HANDSHAKE_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  if (endpoint->subprotocols != NULL)
    subprotocols = g_strjoinv (", ", endpoint->subprotocols);
  self->filling = TRUE;
  set_text (self->subprotocols_row, subprotocols);
  fill_headers (self, endpoint);
  set_text (self->origin_row, endpoint->origin);
  set_text (self->user_row, endpoint->user);
  gtk_switch_set_active (self->deflate_switch, endpoint->deflate);
  self->filling = FALSE;
}

/* -- checking */

static void
mark (gboolean     good,
      AdwEntryRow *row)
{
  fecho_tone_apply (good ? FECHO_TONE_PLAIN : FECHO_TONE_ERROR, GTK_WIDGET (row));
}

static gboolean
check_subprotocols (FechoHandshakeGroup *self)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("ws://localhost", NULL);
  g_auto(GStrv) names = fecho_handshake_group_dup_subprotocols (self);
  gboolean good = TRUE;

  for (guint i = 0; names[i] != NULL; i++)
    good &= fecho_endpoint_add_subprotocol (trial, names[i], NULL);
  mark (good, self->subprotocols_row);

  return good;
}

static gboolean
check_origin (FechoHandshakeGroup *self)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("ws://localhost", NULL);
  g_autofree char *origin = dup_entered (self->origin_row);
  gboolean good = origin == NULL || fecho_endpoint_set_origin (trial, origin, NULL);

  mark (good, self->origin_row);

  return good;
}

gboolean
fecho_handshake_group_check (FechoHandshakeGroup *self)
{
  guint n_secrets = 0;
  gboolean words_good;
  gboolean origin_good;
  gboolean headers_good;

  g_return_val_if_fail (FECHO_IS_HANDSHAKE_GROUP (self), FALSE);

  words_good = check_subprotocols (self);
  origin_good = check_origin (self);
  headers_good = fecho_headers_row_check (self->headers_row, &n_secrets);
  if (!words_good)
    fecho_form_line_say (self->line, FECHO_TONE_ERROR,
                         _("A subprotocol is one word of letters, digits and signs, "
                           "each named once"));
  else if (!origin_good)
    fecho_form_line_say (self->line, FECHO_TONE_ERROR,
                         _("An origin is like https://example.com, without a path"));
  else if (!headers_good)
    fecho_form_line_say (self->line, FECHO_TONE_ERROR,
                         _("A header needs a name of one word that the handshake "
                           "does not set itself"));
  else if (n_secrets > 0)
    fecho_form_line_say (self->line, FECHO_TONE_PLAIN,
                         _("Values of headers that hold secrets are kept in the keyring"));
  else
    fecho_form_line_say (self->line, FECHO_TONE_PLAIN, NULL);

  return words_good && origin_good && headers_good;
}

/* -- reading */

static gboolean
read_words (FechoHandshakeGroup *self,
            FechoEndpoint       *endpoint)
{
  g_auto(GStrv) names = fecho_handshake_group_dup_subprotocols (self);
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

  return TRUE;
}

static gboolean
read_sign_in (FechoHandshakeGroup *self,
              FechoEndpoint       *endpoint)
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

gboolean
fecho_handshake_group_read (FechoHandshakeGroup *self,
                            FechoEndpoint       *endpoint)
{
  g_return_val_if_fail (FECHO_IS_HANDSHAKE_GROUP (self), FALSE);
  g_return_val_if_fail (endpoint != NULL, FALSE);

  endpoint->deflate = gtk_switch_get_active (self->deflate_switch);

  return read_words (self, endpoint) && read_sign_in (self, endpoint);
}

char **
fecho_handshake_group_dup_subprotocols (FechoHandshakeGroup *self)
{
  g_return_val_if_fail (FECHO_IS_HANDSHAKE_GROUP (self), NULL);

  return split_words (get_text (self->subprotocols_row));
}

char *
fecho_handshake_group_dup_inputs (FechoHandshakeGroup *self)
{
  g_auto(GStrv) lines = NULL;
  g_autofree char *headers = NULL;

  g_return_val_if_fail (FECHO_IS_HANDSHAKE_GROUP (self), NULL);

  lines = fecho_headers_row_dup_lines (self->headers_row);
  headers = g_strjoinv ("\n", lines);

  return g_strdup_printf ("%s\n%s\n%s\n%s\n%d", get_text (self->subprotocols_row), headers,
                          get_text (self->origin_row), get_text (self->user_row),
                          gtk_switch_get_active (self->deflate_switch));
}
