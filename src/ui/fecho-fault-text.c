/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fault-text.h"

#include <glib/gi18n.h>

#include "fecho-error.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

/* What the sentences have in common is left to the translation, whole. */
static const char *
get_saving_sentence (const GError *fault)
{
  if (g_error_matches (fault, FECHO_ERROR, FECHO_ERROR_FULL))
    return _("The history cannot be saved: disk full. Monitoring continues.");
  if (g_error_matches (fault, FECHO_ERROR, FECHO_ERROR_READ_ONLY))
    return _("The history cannot be saved: its file or folder is read-only. Monitoring continues.");
  if (g_error_matches (fault, FECHO_ERROR, FECHO_ERROR_BUSY))
    return _("The history cannot be saved: another program has locked it. Monitoring continues.");
  if (g_error_matches (fault, FECHO_ERROR, FECHO_ERROR_CORRUPT))
    return _("The history cannot be saved: its file is damaged. Monitoring continues.");

  return _("The history cannot be saved: the disk reports an error. Monitoring continues.");
}

char *
fecho_fault_text_saving (const GError *fault,
                         guint64       n_waiting,
                         guint64       n_dropped)
{
  GString *text;

  g_return_val_if_fail (fault != NULL, NULL);

  text = g_string_new (get_saving_sentence (fault));
  if (n_waiting > 0)
    {
      g_autofree char *count = fecho_format_count (n_waiting);

      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              /* Translators: %s is a number of closes kept in memory. */
                              ngettext ("%s close waits in memory.", "%s closes wait in memory.",
                                        (gulong)MIN (n_waiting, G_MAXINT)),
                              count);
    }
  if (n_dropped > 0)
    {
      g_autofree char *count = fecho_format_count (n_dropped);

      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              /* Translators: %s is a number of closes that could not be kept. */
                              ngettext ("%s close was lost.", "%s closes were lost.",
                                        (gulong)MIN (n_dropped, G_MAXINT)),
                              count);
    }

  return g_string_free (text, FALSE);
}

char *
fecho_fault_text_story (const GError *fault,
                        const char   *sentence,
                        const char   *path)
{
  g_autofree char *safe_path = NULL;
  g_autofree char *message = NULL;

  g_return_val_if_fail (fault != NULL, NULL);
  g_return_val_if_fail (sentence != NULL && path != NULL, NULL);

  safe_path = fecho_safe_text_line (path);
  message = fecho_safe_text_line (fault->message);

  /* Translators: a sentence, the path of a file, and an English message of the system. */
  return g_strdup_printf (_("%s\n\nFile: %s\nThe system says: %s\n\n"
                            "Fecho tries again every second. Until that works the closes are "
                            "kept in memory only: they are lost when Fecho ends."),
                          sentence, safe_path, message);
}

char *
fecho_fault_text_opening (const GError *error,
                          const char   *path)
{
  g_autofree char *safe_path = NULL;
  g_autofree char *message = NULL;

  g_return_val_if_fail (error != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  safe_path = fecho_safe_text_markup (path);
  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_NOT_OURS))
    /* Translators: %s is the path of a file. */
    return g_strdup_printf (_("“%s” is not a history of Fecho. It was left as it is."), safe_path);
  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_TOO_NEW))
    /* Translators: %s is the path of a file. */
    return g_strdup_printf (_("“%s” was written by a newer version of Fecho. It was left as it is: "
                              "update Fecho to open it."), safe_path);
  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_READ_ONLY))
    /* Translators: %s is the path of a file. */
    return g_strdup_printf (_("“%s” cannot be written. Check the permissions of the file and of "
                              "its folder."), safe_path);
  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_CORRUPT))
    /* Translators: %s is the path of a file. */
    return g_strdup_printf (_("“%s” is damaged. It was left as it is."), safe_path);
  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_FULL))
    /* Translators: %s is the path of a file. */
    return g_strdup_printf (_("There is no room on the disk for “%s”."), safe_path);
  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_BUSY))
    /* Translators: %s is the path of a file. */
    return g_strdup_printf (_("Another program has locked “%s”."), safe_path);

  message = fecho_safe_text_markup (error->message);

  /* Translators: first the path of a file, then an English message of the system. */
  return g_strdup_printf (_("“%s” cannot be opened: %s"), safe_path, message);
}

char *
fecho_fault_text_file (const GError *error)
{
  g_autofree char *message = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_FULL))
    return g_strdup (_("The file could not be written: disk full"));
  if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_READ_ONLY))
    return g_strdup (_("The file could not be written: its folder is read-only"));

  message = fecho_safe_text_line (error->message);

  /* Translators: %s is why, in the words of the system. */
  return g_strdup_printf (_("The file could not be written: %s"), message);
}
