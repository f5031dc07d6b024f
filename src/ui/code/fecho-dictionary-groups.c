/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-groups.h"

#include <glib/gi18n.h>

#include "fecho-dictionary-shelf.h"
#include "fecho-message-dialog.h"
#include "fecho-safe-text.h"

#define ID_KEY "fecho-dictionary"

struct _FechoDictionaryGroups
{
  GtkBox parent_instance;

  AdwPreferencesGroup *own_group;
  AdwPreferencesGroup *shipped_group;
  GtkWidget *import_button;
  GtkWidget *empty_row;

  GPtrArray *rows;              /* in the groups; they are the groups' */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (FechoDictionaryGroups, fecho_dictionary_groups, GTK_TYPE_BOX)

static GtkWindow *
get_window (FechoDictionaryGroups *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
say (FechoDictionaryGroups *self,
     const char            *text)
{
  GtkWindow *window = get_window (self);

  if (ADW_IS_PREFERENCES_WINDOW (window))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (text));
}

/* -- removing */

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(FechoDictionaryGroups) self = data;
  g_autoptr(GError) error = NULL;

  if (fecho_dictionary_shelf_remove_finish (FECHO_DICTIONARY_SHELF (source), result, &error))
    say (self, _("Dictionary removed"));
  else
    say (self, _("The dictionary cannot be removed"));
  if (error != NULL)
    g_message ("A dictionary cannot be removed: %s", error->message);
}

static void
answered_cb (AdwMessageDialog      *question,
             const char            *response,
             FechoDictionaryGroups *self)
{
  const char *id = g_object_get_data (G_OBJECT (question), ID_KEY);

  if (g_str_equal (response, "remove"))
    fecho_dictionary_shelf_remove_async (fecho_dictionary_shelf_get_default (), id, removed_cb,
                                         g_object_ref (self));
}

static void
remove_clicked_cb (GtkButton             *button,
                   FechoDictionaryGroups *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), ID_KEY);
  FechoDictionary *dictionary = fecho_dictionary_shelf_find (fecho_dictionary_shelf_get_default (),
                                                             id);
  GtkWidget *question;

  if (dictionary == NULL)
    return;

  question = fecho_message_dialog_new (get_window (self), NULL, NULL);
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (question),
                                     /* Translators: %s is the name of a dictionary. */
                                     _("Remove “%s”?"), fecho_dictionary_get_name (dictionary));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (question),
                               _("The file is deleted from the data folder of Fecho. Closes "
                                 "that it explained keep their codes."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question),
                                    "cancel", _("_Cancel"),
                                    "remove", _("Re_move"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_object_set_data_full (G_OBJECT (question), ID_KEY, g_strdup (id), g_free);
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

/* -- what there is */

static char *
describe (const FechoDictionary *dictionary)
{
  g_autofree char *source = fecho_safe_text_line (fecho_dictionary_get_source (dictionary));
  guint n_codes;

  (void)fecho_dictionary_get_codes (dictionary, &n_codes); /* only how many */

  /* Translators: of a dictionary: how many close codes it explains, and where they are from. */
  return g_strdup_printf (ngettext ("%u code · %s", "%u codes · %s", n_codes), n_codes, source);
}

static GtkWidget *
make_remove_button (FechoDictionaryGroups *self,
                    const char            *id)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Translators: a button beside a dictionary. */
  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove"), -1);
  g_object_set_data_full (G_OBJECT (button), ID_KEY, g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);

  return button;
}

/* A name that a person's file says is text, never markup. */
static void
add_row (FechoDictionaryGroups *self,
         const FechoDictionary *dictionary)
{
  const char *id = fecho_dictionary_get_id (dictionary);
  const gboolean own = fecho_dictionary_shelf_is_own (fecho_dictionary_shelf_get_default (), id);
  AdwPreferencesGroup *group = own ? self->own_group : self->shipped_group;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = fecho_safe_text_line (fecho_dictionary_get_name (dictionary));
  g_autofree char *about = describe (dictionary);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  if (own)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, id));
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), ID_KEY, group);
  g_ptr_array_add (self->rows, row);
}

static void
shelf_changed_cb (FechoDictionaryGroups *self)
{
  GPtrArray *all = fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ());
  gboolean any_own = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (g_object_get_data (self->rows->pdata[i], ID_KEY),
                                  self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < all->len; i++)
    {
      add_row (self, all->pdata[i]);
      any_own |= fecho_dictionary_shelf_is_own (fecho_dictionary_shelf_get_default (),
                                                fecho_dictionary_get_id (all->pdata[i]));
    }
  gtk_widget_set_visible (self->empty_row, !any_own);
}

/* -- importing */

static void
show_failure (FechoDictionaryGroups *self,
              const char            *name,
              const GError          *error)
{
  g_autofree char *message = fecho_safe_text_line (error->message);
  GtkWidget *dialog = fecho_message_dialog_new (get_window (self), NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog),
                                     /* Translators: %s is the name of a file. */
                                     _("“%s” Cannot Be Imported"), name);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is what is wrong with the file and where, in
                                   * English. */
                                  _("%s. Nothing was changed."), message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  FechoDictionaryGroups *page;
  char *name;                   /* of the file, as it is shown */
} Import;

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Import *import = data;
  g_autoptr(FechoDictionaryGroups) self = import->page;
  g_autofree char *name = import->name;
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoDictionary) dictionary = NULL;

  dictionary = fecho_dictionary_shelf_import_finish (FECHO_DICTIONARY_SHELF (source), result,
                                                     &error);
  if (dictionary != NULL)
    say (self, _("Dictionary imported"));
  else
    show_failure (self, name, error);
}

void
fecho_dictionary_groups_import (FechoDictionaryGroups *self,
                                GFile                 *file)
{
  g_autofree char *path = NULL;
  g_autofree char *base = NULL;
  Import *import;

  g_return_if_fail (FECHO_IS_DICTIONARY_GROUPS (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_basename (file);
  base = g_filename_display_name (path);
  import = g_new0 (Import, 1);
  import->page = g_object_ref (self);
  import->name = fecho_safe_text_line (base);
  fecho_dictionary_shelf_import_async (fecho_dictionary_shelf_get_default (), file, imported_cb,
                                       import);
}

static void
file_chosen_cb (FechoDictionaryGroups *self,
                int                    response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    fecho_dictionary_groups_import (self, file);
}

static void
import_clicked_cb (FechoDictionaryGroups *self)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Import a Dictionary"), get_window (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_filter_set_name (filter, _("Dictionaries (JSON)"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* -- the object */

static void
fecho_dictionary_groups_dispose (GObject *object)
{
  FechoDictionaryGroups *self = FECHO_DICTIONARY_GROUPS (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_DICTIONARY_GROUPS);

  G_OBJECT_CLASS (fecho_dictionary_groups_parent_class)->dispose (object);
}

static void
fecho_dictionary_groups_finalize (GObject *object)
{
  g_ptr_array_unref (FECHO_DICTIONARY_GROUPS (object)->rows);

  G_OBJECT_CLASS (fecho_dictionary_groups_parent_class)->finalize (object);
}

static void
fecho_dictionary_groups_class_init (FechoDictionaryGroupsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_dictionary_groups_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_dictionary_groups_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-dictionary-groups.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoDictionaryGroups, own_group);
  gtk_widget_class_bind_template_child (widget_class, FechoDictionaryGroups, shipped_group);
  gtk_widget_class_bind_template_child (widget_class, FechoDictionaryGroups, import_button);
  gtk_widget_class_bind_template_child (widget_class, FechoDictionaryGroups, empty_row);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
}

static void
fecho_dictionary_groups_init (FechoDictionaryGroups *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (fecho_dictionary_shelf_get_default (), "changed",
                           G_CALLBACK (shelf_changed_cb), self, G_CONNECT_SWAPPED);
  shelf_changed_cb (self);
}
