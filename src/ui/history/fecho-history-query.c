/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-query.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fecho-description.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-safe-text.h"
#include "fecho-text-contains.h"

/* -- sessions */

static gboolean
contains (const char *text,
          const char *words)
{
  g_autofree char *folded_words = g_utf8_casefold (words, -1);

  return fecho_text_contains (text, folded_words);
}

static gboolean
is_called (GListModel *sessions,
           const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      if (g_str_equal (fecho_session_get_name (session), name))
        return TRUE;
    }

  return FALSE;
}

/* A whole name means that session; a part of one, all that have it. exact: of each name. */
static gboolean
is_named (FechoSession    *session,
          char           **names,
          const gboolean  *exact)
{
  const char *its_name = fecho_session_get_name (session);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (exact[i] ? g_str_equal (its_name, names[i]) : contains (its_name, names[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_in_scope (const FechoIdList *scope,
             const char        *id)
{
  return fecho_id_list_get_length (scope) == 0 || fecho_id_list_has (scope, id);
}

/* Those that were removed and had the name; what is not known of them is looked up. */
static gboolean
add_removed (GStrvBuilder        *ids,
             const FechoQuery    *query,
             const char          *name,
             FechoMonitor        *monitor,
             FechoHistoryRemoved *removed)
{
  const char *const *id = fecho_history_removed_get (removed, name);
  gboolean found = FALSE;

  if (id == NULL)
    fecho_history_removed_look_up (removed, monitor, name);
  for (; id != NULL && *id != NULL; id++)
    {
      if (!is_in_scope (query->filter->sessions, *id))
        continue;
      g_strv_builder_add (ids, *id);
      found = TRUE;
    }

  return found;
}

/* Of those in the scope. */
static void
resolve_sessions (FechoQuery          *query,
                  FechoMonitor        *monitor,
                  FechoHistoryRemoved *removed)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autofree gboolean *exact = g_new0 (gboolean, g_strv_length (query->sessions) + 1);
  gboolean found = FALSE;

  for (guint i = 0; query->sessions[i] != NULL; i++)
    {
      exact[i] = is_called (sessions, query->sessions[i]);
      if (!exact[i] && removed != NULL &&
          add_removed (ids, query, query->sessions[i], monitor, removed))
        found = TRUE;
    }
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      if (!is_named (session, query->sessions, exact) ||
          !is_in_scope (query->filter->sessions, fecho_session_get_id (session)))
        continue;
      g_strv_builder_add (ids, fecho_session_get_id (session));
      found = TRUE;
    }
  /* An empty list would be any session. */
  if (!found)
    g_strv_builder_add (ids, "");
  g_clear_pointer (&query->filter->sessions, fecho_id_list_unref);
  query->filter->sessions = fecho_id_list_new_take (g_strv_builder_end (ids));
}

/* -- codes */

/* In the language of the interface, and in the one that descriptions of codes have. */
static void
resolve_codes (FechoFilter *filter)
{
  g_autoptr(FechoCatalog) own = fecho_catalog_new (NULL, NULL);
  const FechoCatalog *catalogs[] = { own, fecho_description_get_catalog (), NULL };

  fecho_filter_find_codes (filter,
                           fecho_dictionary_shelf_get_book (fecho_dictionary_shelf_get_default ()),
                           catalogs);
}

void
fecho_history_query_resolve (FechoQuery          *query,
                             FechoMonitor        *monitor,
                             FechoHistoryRemoved *removed)
{
  if (query->sessions != NULL && query->sessions[0] != NULL)
    resolve_sessions (query, monitor, removed);
  resolve_codes (query->filter);
  if (query->counted)
    fecho_filter_count_only (query->filter);
  fecho_dictionary_shelf_classify (fecho_dictionary_shelf_get_default (), query->filter);
}

/* -- what was wrong */

gboolean
fecho_history_query_is_unfinished (const char              *text,
                                   const FechoQueryProblem *problem)
{
  return problem->token != NULL && problem->start + strlen (problem->token) == strlen (text);
}

static const char *
get_help (FechoQueryTerm term)
{
  switch (term)
    {
    case FECHO_QUERY_CODE:
    case FECHO_QUERY_NOT_CODE:
      return _("codes are written like code:1006 or code:4000-4999");
    case FECHO_QUERY_CLASS:
      return _("classes are normal, protocol, policy, server, abnormal, library, application "
               "and invalid");
    case FECHO_QUERY_CLOSED_BY:
      return _("by: takes server, fecho, user or nobody");
    case FECHO_QUERY_STAGE:
      return _("stages are dns, tcp, proxy, tls, http, open and closing");
    case FECHO_QUERY_CAUSE:
      return _("there is no such cause");
    case FECHO_QUERY_ORIGIN:
      return _("origins are server, network_path, this_computer and unknown");
    case FECHO_QUERY_SESSION:
      return _("a name of a session is missing");
    case FECHO_QUERY_LIFE:
      return _("lives are written like life:<60s or life:5min-2h");
    case FECHO_QUERY_KINDS:
    case FECHO_QUERY_CLEAN:
    case FECHO_QUERY_COUNTED:
    case FECHO_QUERY_MARKED:
      return _("is: takes close, failed, clean, unclean, counted or marked");
    }

  return "";
}

char *
fecho_history_query_explain (const FechoQueryProblem *problem)
{
  g_autofree char *token = NULL;

  if (problem->token == NULL)
    return g_strdup (_("This is too long to search for"));
  token = fecho_safe_text_line (problem->token);

  /* Translators: first what was written in the search entry, then why it cannot be read:
   * "“stage:moon”: stages are dns, tcp, proxy, tls, http, open and closing". */
  return g_strdup_printf (_("“%s”: %s"), token, get_help (problem->term));
}

/* -- days */

static GDateTime *
get_local (gint64 us)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return g_date_time_to_local (utc);
}

static int
get_day_number (GDateTime *time)
{
  g_autoptr(GDate) date = g_date_new_dmy (g_date_time_get_day_of_month (time),
                                          g_date_time_get_month (time),
                                          g_date_time_get_year (time));

  return (int)g_date_get_julian (date);
}

char *
fecho_history_query_format_day (gint64 us,
                                gint64 now_us)
{
  g_autoptr(GDateTime) time = get_local (us);
  g_autoptr(GDateTime) now = get_local (now_us);
  gboolean this_year = g_date_time_get_year (time) == g_date_time_get_year (now);
  /* Translators: a day as g_date_time_format() writes it: "Thursday, 16 October". */
  g_autofree char *day = g_date_time_format (time, this_year ? _("%A, %-d %B")
                                             /* Translators: the same with its year. */
                                             : _("%A, %-d %B %Y"));

  switch (get_day_number (now) - get_day_number (time))
    {
    case 0:
      /* Translators: %s is a day: "Today · Thursday, 16 October". */
      return g_strdup_printf (_("Today · %s"), day);
    case 1:
      /* Translators: %s is a day, the one before today. */
      return g_strdup_printf (_("Yesterday · %s"), day);
    default:
      return g_steal_pointer (&day);
    }
}
