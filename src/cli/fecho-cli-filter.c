/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-filter.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-error.h"
#include "fecho-monitor-query.h"

void
fecho_cli_filter_clear (FechoCliFilter *self)
{
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->until, g_free);
  g_clear_pointer (&self->sessions, g_strfreev);
  g_clear_pointer (&self->codes, g_strfreev);
  g_clear_pointer (&self->not_codes, g_strfreev);
  g_clear_pointer (&self->classes, g_strfreev);
  g_clear_pointer (&self->closed_by, g_strfreev);
  g_clear_pointer (&self->stages, g_strfreev);
  g_clear_pointer (&self->causes, g_strfreev);
  g_clear_pointer (&self->origins, g_strfreev);
  g_clear_pointer (&self->text, g_free);
}

GOptionGroup *
fecho_cli_filter_group (FechoCliFilter *self)
{
  const GOptionEntry entries[] = {
    { "since", 0, 0, G_OPTION_ARG_STRING, &self->since,
      N_("From this time on: RFC 3339, 2h, yesterday"),
      /* Translators: what an option takes, in the list of options. */
      N_("TIME") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &self->until, N_("Before this time"), N_("TIME") },
    { "session", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->sessions, N_("Of this session"),
      N_("NAME") },
    { "code", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->codes, N_("With these codes: 1006,4000-4999"),
      /* Translators: what an option takes, in the list of options. */
      N_("CODES") },
    { "not-code", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->not_codes, N_("Without these codes"),
      N_("CODES") },
    { "class", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->classes, N_("Of this class of codes"),
      /* Translators: what an option takes, in the list of options. */
      N_("CLASS") },
    { "text", 0, 0, G_OPTION_ARG_STRING, &self->text,
      N_("With this text in reason, session, address or name of the code"), N_("WORDS") },
    { "closed-by", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->closed_by,
      N_("server, fecho, user or nobody"),
      /* Translators: what an option takes, in the list of options. */
      N_("WHO") },
    { "stage", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->stages, N_("That reached just this stage"),
      /* Translators: what an option takes, in the list of options. */
      N_("STAGE") },
    { "cause", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->causes, N_("With this cause"),
      /* Translators: what an option takes, in the list of options. */
      N_("CAUSE") },
    { "origin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->origins, N_("With this probable origin"),
      /* Translators: what an option takes, in the list of options. */
      N_("ORIGIN") },
    { "marked", 0, 0, G_OPTION_ARG_NONE, &self->marked, N_("Only marked ones"), NULL },
    { "closes", 0, 0, G_OPTION_ARG_NONE, &self->closes, N_("Only closes"), NULL },
    { "attempts", 0, 0, G_OPTION_ARG_NONE, &self->attempts, N_("Only failed attempts"), NULL },
    G_OPTION_ENTRY_NULL
  };
  GOptionGroup *group = g_option_group_new ("filter", _("Which events:"),
                                            _("Show the options that choose events"),
                                            NULL, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);

  return group;
}

gboolean
fecho_cli_filter_is_empty (const FechoCliFilter *self)
{
  return self->since == NULL && self->until == NULL && self->sessions == NULL &&
         self->codes == NULL && self->not_codes == NULL && self->classes == NULL &&
         self->closed_by == NULL && self->stages == NULL && self->causes == NULL &&
         self->origins == NULL && self->text == NULL && !self->marked &&
         !self->closes && !self->attempts;
}

static gboolean
refuse (const char  *option,
        const char  *value,
        GError     **error)
{
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
               /* Translators: an option such as --stage, then what was given. */
               _("--%s: “%s” is not known"), option, value);

  return FALSE;
}

/* Enums behind one signature, so that one loop reads all word lists. */
static gboolean
class_from_string (const char *word,
                   guint      *ret_value)
{
  FechoCloseClass klass;

  if (!fecho_close_class_from_string (word, &klass))
    return FALSE;
  *ret_value = klass;

  return TRUE;
}

static gboolean
closed_by_from_string (const char *word,
                       guint      *ret_value)
{
  FechoClosedBy closed_by;

  if (!fecho_closed_by_from_string (word, &closed_by))
    return FALSE;
  *ret_value = closed_by;

  return TRUE;
}

static gboolean
stage_from_string (const char *word,
                   guint      *ret_value)
{
  FechoStage stage;

  if (!fecho_stage_from_string (word, &stage))
    return FALSE;
  *ret_value = stage;

  return TRUE;
}

static gboolean
cause_from_string (const char *word,
                   guint      *ret_value)
{
  FechoCause cause;

  if (!fecho_cause_from_string (word, &cause))
    return FALSE;
  *ret_value = cause;

  return TRUE;
}

static gboolean
origin_from_string (const char *word,
                    guint      *ret_value)
{
  FechoOrigin origin;

  if (!fecho_origin_from_string (word, &origin))
    return FALSE;
  *ret_value = origin;

  return TRUE;
}

static gboolean
read_words (const char *option,
            char **words,
            gboolean (*from_string)(const char *word, guint *ret_value),
            guint64 *ret_mask,
            GError **error)
{
  guint64 mask = 0;

  for (char **word = words; word != NULL && *word != NULL; word++)
    {
      guint value = 0;

      if (!from_string (*word, &value))
        return refuse (option, *word, error);
      mask |= G_GUINT64_CONSTANT (1) << value;
    }
  *ret_mask = mask;

  return TRUE;
}

static gboolean
read_masks (FechoCliFilter  *self,
            FechoFilter     *filter,
            GError         **error)
{
  guint64 classes, closed_by, stages, causes, origins;

  if (!read_words ("class", self->classes, class_from_string, &classes, error) ||
      !read_words ("closed-by", self->closed_by, closed_by_from_string, &closed_by, error) ||
      !read_words ("stage", self->stages, stage_from_string, &stages, error) ||
      !read_words ("cause", self->causes, cause_from_string, &causes, error) ||
      !read_words ("origin", self->origins, origin_from_string, &origins, error))
    return FALSE;

  filter->classes = classes;
  filter->closed_by = closed_by;
  filter->stages = stages;
  filter->causes = causes;
  filter->origins = origins;

  return TRUE;
}

static gboolean
as_usage (const char  *option,
          GError      *cause,
          GError     **error)
{
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE, "--%s: %s", option, cause->message);
  g_error_free (cause);

  return FALSE;
}

static gboolean
read_codes (FechoFilter  *filter,
            const char   *option,
            char        **lists,
            gboolean      exclude,
            GError      **error)
{
  for (char **list = lists; list != NULL && *list != NULL; list++)
    {
      GError *cause = NULL;

      if (!fecho_filter_add_codes (filter, *list, exclude, &cause))
        return as_usage (option, cause, error);
    }

  return TRUE;
}

static gboolean
read_time (const char  *option,
           const char  *text,
           gint64      *ret_us,
           GError     **error)
{
  GError *cause = NULL;

  if (text != NULL && !fecho_filter_parse_time (text, fecho_clock_wall_us (), ret_us, &cause))
    return as_usage (option, cause, error);

  return TRUE;
}

static gboolean
find_sessions (FechoCliFilter  *self,
               FechoMonitor    *monitor,
               FechoFilter     *filter,
               GError         **error)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  if (self->sessions == NULL)
    return TRUE;

  for (char **name = self->sessions; *name != NULL; name++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_auto(GStrv) found = NULL;

      fecho_monitor_find_in_history_async (monitor, *name, NULL, fecho_cli_keep_result, &result);
      fecho_cli_wait (&result);
      found = fecho_monitor_find_in_history_finish (monitor, result, error);
      if (found == NULL)
        return FALSE;
      if (*found == NULL)
        return refuse ("session", *name, error);
      g_strv_builder_addv (ids, (const char **)found);
    }
  filter->sessions = fecho_id_list_new_take (g_strv_builder_end (ids));

  return TRUE;
}

FechoFilter *
fecho_cli_filter_build (FechoCliFilter  *self,
                        FechoCli        *cli,
                        FechoMonitor    *monitor,
                        GError         **error)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();
  const FechoCatalog *catalogs[] = { cli->catalog, NULL };

  if (!read_time ("since", self->since, &filter->since_us, error) ||
      !read_time ("until", self->until, &filter->until_us, error) ||
      !read_codes (filter, "code", self->codes, FALSE, error) ||
      !read_codes (filter, "not-code", self->not_codes, TRUE, error) ||
      !read_masks (self, filter, error) ||
      !find_sessions (self, monitor, filter, error))
    return NULL;

  fecho_dictionary_shelf_classify (shelf, filter);
  filter->text = g_strdup (self->text);
  fecho_filter_find_codes (filter, fecho_dictionary_shelf_get_book (shelf), catalogs);
  filter->marked = self->marked;
  if (self->closes != self->attempts)
    filter->kinds = self->closes ? FECHO_KINDS_CLOSES : FECHO_KINDS_ATTEMPTS;

  return g_steal_pointer (&filter);
}

FechoMonitor *
fecho_cli_open_history (FechoCli  *cli,
                        int        flags,
                        GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_monitor_open_async (cli->db, flags, NULL, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);

  return fecho_monitor_open_finish (result, error);
}

gboolean
fecho_cli_close_history (FechoMonitor  *monitor,
                         GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  fecho_monitor_close_async (monitor, fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);

  return fecho_monitor_close_finish (monitor, result, error);
}
