/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-store-private.h"

/* Rules of alerts: few, so they are read as a whole. */

typedef struct
{
  FechoStoredRule *rule;        /* NULL: id is removed */
  char *id;
  guint position;
} RuleRequest;

static void
rule_request_free (gpointer data)
{
  RuleRequest *request = data;

  g_clear_pointer (&request->rule, fecho_stored_rule_free);
  g_free (request->id);
  g_free (request);
}

void
fecho_stored_rule_free (FechoStoredRule *self)
{
  g_free (self->id);
  g_free (self->session_id);
  g_free (self->options);
  g_free (self);
}

static FechoStoredRule *
copy_rule (const FechoStoredRule *rule)
{
  FechoStoredRule *copy = g_memdup2 (rule, sizeof *rule);

  copy->id = g_strdup (rule->id);
  copy->session_id = g_strdup (rule->session_id);
  copy->options = g_strdup (rule->options);

  return copy;
}

/* -- reading */

static GPtrArray *
list_rules (FechoDb  *db,
            GError  **error)
{
  g_autoptr(GPtrArray) rules = NULL;
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_RULE_LIST, error);
  g_autoptr(GError) local = NULL;

  rules = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_stored_rule_free);
  if (stmt == NULL)
    return NULL;
  while (fecho_stmt_next (stmt, &local))
    {
      FechoStoredRule *rule = g_new0 (FechoStoredRule, 1);

      rule->id = g_strdup (fecho_stmt_get_text (stmt, 0));
      rule->session_id = g_strdup (fecho_stmt_get_text (stmt, 1));
      rule->enabled = fecho_stmt_get_int (stmt, 2) != 0;
      rule->options = g_strdup (fecho_stmt_get_text (stmt, 3));
      g_ptr_array_add (rules, rule);
    }
  if (local == NULL)
    return g_steal_pointer (&rules);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static void
load_rules_on_reader (FechoDb *db,
                      GTask   *task)
{
  GError *error = NULL;
  GPtrArray *rules = list_rules (db, &error);

  fecho_post_pointer (task, rules, (GDestroyNotify)g_ptr_array_unref, error);
}

void
fecho_store_load_rules_async (FechoStore          *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));

  task = fecho_store_new_task (self, fecho_store_load_rules_async, NULL, NULL, cancellable,
                               callback, user_data);
  fecho_store_push_to_reader (self, task, load_rules_on_reader);
}

GPtrArray *
fecho_store_load_rules_finish (FechoStore    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return fecho_store_finish_pointer (self, result, fecho_store_load_rules_async, error);
}

/* -- writing */

static gboolean
write_rule (FechoDb            *db,
            const RuleRequest  *request,
            GError            **error)
{
  const FechoStoredRule *rule = request->rule;
  g_autoptr(FechoStmt) stmt = NULL;

  stmt = fecho_stmt_get (db, rule != NULL ? FECHO_SQL_RULE_PUT : FECHO_SQL_RULE_REMOVE, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, request->id);
  if (rule != NULL)
    {
      fecho_stmt_bind_text (stmt, 2, rule->session_id);
      fecho_stmt_bind_int (stmt, 3, request->position);
      fecho_stmt_bind_int (stmt, 4, rule->enabled != FALSE);
      fecho_stmt_bind_text (stmt, 5, rule->options);
    }

  return fecho_stmt_run (stmt, error);
}

static void
write_rule_on_writer (FechoWriter *writer,
                      FechoBatch  *batch,
                      GTask       *task)
{
  FechoDb *db = fecho_batch_get_db (batch);
  GError *error = NULL;

  if (fecho_batch_begin (batch, &error))
    {
      if (!write_rule (db, g_task_get_task_data (task), &error))
        fecho_batch_rollback (batch);
      else
        (void)fecho_batch_commit (batch, &error); /* the error says it */
    }
  fecho_post_done (task, error);
}

void
fecho_store_put_rule_async (FechoStore            *self,
                            const FechoStoredRule *rule,
                            guint                  position,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  RuleRequest *request;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (rule != NULL && rule->id != NULL && rule->options != NULL);

  request = g_new0 (RuleRequest, 1);
  request->rule = copy_rule (rule);
  request->id = g_strdup (rule->id);
  request->position = position;
  task = fecho_store_new_task (self, fecho_store_put_rule_async, request, rule_request_free, NULL,
                               callback, user_data);
  fecho_store_push_to_writer (self, task, write_rule_on_writer);
}

gboolean
fecho_store_put_rule_finish (FechoStore    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return fecho_store_finish_done (self, result, fecho_store_put_rule_async, error);
}

void
fecho_store_remove_rule_async (FechoStore          *self,
                               const char          *id,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  RuleRequest *request;
  GTask *task;

  g_return_if_fail (FECHO_IS_STORE (self));
  g_return_if_fail (id != NULL);

  request = g_new0 (RuleRequest, 1);
  request->id = g_strdup (id);
  task = fecho_store_new_task (self, fecho_store_remove_rule_async, request, rule_request_free,
                               NULL, callback, user_data);
  fecho_store_push_to_writer (self, task, write_rule_on_writer);
}

gboolean
fecho_store_remove_rule_finish (FechoStore    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return fecho_store_finish_done (self, result, fecho_store_remove_rule_async, error);
}
