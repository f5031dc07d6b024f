/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-security-group.h"

#include <glib/gi18n.h>

#include "fecho-file-row.h"
#include "fecho-form-line.h"

struct _FechoSecurityGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *verify_row;
  GtkSwitch *verify_switch;
  AdwEntryRow *pin_row;
  FechoFileRow *certificate_row;
  FechoFileRow *key_row;
  FechoFileRow *ca_row;
  AdwComboRow *min_tls_row;
  FechoFormLine *line;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoSecurityGroup, fecho_security_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static char *
dup_pin (FechoSecurityGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->pin_row))));
}

static void
edited_cb (FechoSecurityGroup *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

static void
fecho_security_group_dispose (GObject *object)
{
  FECHO_SECURITY_GROUP (object)->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_SECURITY_GROUP);

  G_OBJECT_CLASS (fecho_security_group_parent_class)->dispose (object);
}

static void
fecho_security_group_class_init (FechoSecurityGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_security_group_dispose;
  changed_signal = g_signal_new ("changed", FECHO_TYPE_SECURITY_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FECHO_TYPE_FILE_ROW);
  g_type_ensure (FECHO_TYPE_FORM_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-security-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoSecurityGroup, verify_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSecurityGroup, verify_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoSecurityGroup, pin_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSecurityGroup, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSecurityGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSecurityGroup, ca_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSecurityGroup, min_tls_row);
  gtk_widget_class_bind_template_child (widget_class, FechoSecurityGroup, line);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
fecho_security_group_init (FechoSecurityGroup *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

void
fecho_security_group_fill (FechoSecurityGroup  *self,
                           const FechoEndpoint *endpoint)
{
  g_return_if_fail (FECHO_IS_SECURITY_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  self->filling = TRUE;
  gtk_switch_set_active (self->verify_switch, !endpoint->insecure);
  gtk_editable_set_text (GTK_EDITABLE (self->pin_row),
                         endpoint->pin_sha256 != NULL ? endpoint->pin_sha256 : "");
  fecho_file_row_set_path (self->certificate_row, endpoint->certificate_file);
  fecho_file_row_set_path (self->key_row, endpoint->key_file);
  fecho_file_row_set_path (self->ca_row, endpoint->ca_file);
  adw_combo_row_set_selected (self->min_tls_row, endpoint->min_tls);
  self->filling = FALSE;
}

static const char *
find_fault (FechoSecurityGroup *self)
{
  g_autoptr(FechoEndpoint) trial = fecho_endpoint_new ("wss://localhost", NULL);
  g_autofree char *pin = dup_pin (self);

  if (*pin != '\0' && !fecho_endpoint_set_pin (trial, pin, NULL))
    return _("A fingerprint is the SHA-256 of a certificate: 64 digits from 0 to 9 and A to F");
  if (fecho_file_row_get_path (self->key_row) != NULL &&
      fecho_file_row_get_path (self->certificate_row) == NULL)
    return _("A private key needs its certificate");

  return NULL;
}

gboolean
fecho_security_group_check (FechoSecurityGroup *self)
{
  g_autofree char *pin = NULL;
  const char *fault;

  g_return_val_if_fail (FECHO_IS_SECURITY_GROUP (self), FALSE);

  pin = dup_pin (self);
  fault = find_fault (self);
  fecho_form_line_say (self->line, FECHO_TONE_ERROR, fault);
  fecho_tone_apply (fault != NULL && *pin != '\0' ? FECHO_TONE_ERROR : FECHO_TONE_PLAIN,
                    GTK_WIDGET (self->pin_row));

  return fault == NULL;
}

void
fecho_security_group_read (FechoSecurityGroup *self,
                           FechoEndpoint      *endpoint)
{
  g_autofree char *pin = NULL;

  g_return_if_fail (FECHO_IS_SECURITY_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  pin = dup_pin (self);
  endpoint->insecure = !gtk_switch_get_active (self->verify_switch);
  g_clear_pointer (&endpoint->pin_sha256, g_free);
  if (*pin != '\0')
    (void)fecho_endpoint_set_pin (endpoint, pin, NULL); /* the check has said it */
  g_free (endpoint->certificate_file);
  endpoint->certificate_file = g_strdup (fecho_file_row_get_path (self->certificate_row));
  g_free (endpoint->key_file);
  endpoint->key_file = g_strdup (fecho_file_row_get_path (self->key_row));
  g_free (endpoint->ca_file);
  endpoint->ca_file = g_strdup (fecho_file_row_get_path (self->ca_row));
  endpoint->min_tls = adw_combo_row_get_selected (self->min_tls_row);
}

void
fecho_security_group_set_plain (FechoSecurityGroup *self,
                                gboolean            plain)
{
  g_return_if_fail (FECHO_IS_SECURITY_GROUP (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->verify_row), !plain);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pin_row), !plain);
  gtk_widget_set_sensitive (GTK_WIDGET (self->certificate_row), !plain);
  gtk_widget_set_sensitive (GTK_WIDGET (self->key_row), !plain);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ca_row), !plain);
  gtk_widget_set_sensitive (GTK_WIDGET (self->min_tls_row), !plain);
  adw_action_row_set_subtitle (self->verify_row,
                               plain ? _("Only wss:// addresses have a certificate")
                               : _("Turn off only for servers that you run yourself"));
}
