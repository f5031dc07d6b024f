/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-keyring.h"

#include "fecho-secrets.h"
#include "fecho-session-private.h"

struct _FechoKeyring
{
  GObject parent_instance;

  GListModel *sessions;
  GCancellable *cancellable;
  GError *fault;
  guint n_pending;              /* what is being kept or forgotten */
  gboolean ended;               /* end_async was called */
  GTask *ending;                /* of it, until it is answered */
  guint deadline;
};

typedef enum
{
  PROP_FAULT = 1,
} FechoKeyringProperty;

static GParamSpec *properties[PROP_FAULT + 1];

G_DEFINE_FINAL_TYPE (FechoKeyring, fecho_keyring, G_TYPE_OBJECT)

/* Takes error; NULL: it answers. */
static void
set_fault (FechoKeyring *self,
           GError       *error)
{
  if (self->fault == NULL && error == NULL)
    return;

  g_clear_error (&self->fault);
  self->fault = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAULT]);
}

static gboolean
has_secrets (const FechoEndpoint *endpoint)
{
  g_auto(GStrv) names = fecho_endpoint_list_variables (endpoint);

  return names[0] != NULL;
}

/* -- reading */

static void
give_secrets (FechoKeyring *self,
              GHashTable   *all)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (self->sessions, i);
      GHashTable *secrets = g_hash_table_lookup (all, fecho_session_get_id (session));

      if (secrets != NULL)
        fecho_session_take_secrets (session, secrets);
    }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FechoKeyring) self = user_data;
  g_autoptr(GHashTable) all = NULL;
  g_autoptr(GError) error = NULL;

  all = fecho_secrets_load_finish (result, &error);
  if (all != NULL)
    give_secrets (self, all);
  else if (!self->ended)
    set_fault (self, g_steal_pointer (&error));
}

void
fecho_keyring_load (FechoKeyring *self,
                    GPtrArray    *endpoints)
{
  g_return_if_fail (FECHO_IS_KEYRING (self));
  g_return_if_fail (endpoints != NULL);

  for (guint i = 0; i < endpoints->len; i++)
    {
      if (has_secrets (endpoints->pdata[i]))
        {
          fecho_secrets_load_async (self->cancellable, loaded_cb, g_object_ref (self));
          return;
        }
    }
}

/* -- writing */

static void
finish_ending (FechoKeyring *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->ending);

  g_clear_handle_id (&self->deadline, g_source_remove);
  g_task_return_boolean (task, TRUE);
}

static void
end_writing (FechoKeyring *self,
             GError       *error)
{
  set_fault (self, error);
  self->n_pending--;
  if (self->n_pending == 0 && self->ending != NULL)
    finish_ending (self);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(FechoKeyring) self = user_data;
  GError *error = NULL;

  (void)fecho_secrets_keep_finish (result, &error); /* error tells */
  end_writing (self, error);
}

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(FechoKeyring) self = user_data;
  GError *error = NULL;

  (void)fecho_secrets_forget_finish (result, &error); /* error tells */
  end_writing (self, error);
}

void
fecho_keyring_keep (FechoKeyring        *self,
                    const FechoEndpoint *endpoint)
{
  g_return_if_fail (FECHO_IS_KEYRING (self));
  g_return_if_fail (endpoint != NULL);
  g_return_if_fail (!self->ended);

  if (endpoint->secrets == NULL || !has_secrets (endpoint))
    return;

  self->n_pending++;
  fecho_secrets_keep_async (endpoint, self->cancellable, kept_cb, g_object_ref (self));
}

void
fecho_keyring_forget (FechoKeyring        *self,
                      const FechoEndpoint *endpoint)
{
  g_return_if_fail (FECHO_IS_KEYRING (self));
  g_return_if_fail (endpoint != NULL);
  g_return_if_fail (!self->ended);

  if (!has_secrets (endpoint))
    return;

  self->n_pending++;
  fecho_secrets_forget_async (endpoint->id, self->cancellable, forgotten_cb, g_object_ref (self));
}

void
fecho_keyring_update (FechoKeyring        *self,
                      const FechoEndpoint *before,
                      const FechoEndpoint *after)
{
  g_return_if_fail (before != NULL);
  g_return_if_fail (after != NULL);

  if (has_secrets (after))
    fecho_keyring_keep (self, after);
  else
    fecho_keyring_forget (self, before);
}

/* -- ending */

static gboolean
late_cb (gpointer data)
{
  FechoKeyring *self = data;

  self->deadline = 0;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

void
fecho_keyring_end_async (FechoKeyring        *self,
                         guint                deadline_ms,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (FECHO_IS_KEYRING (self));
  g_return_if_fail (!self->ended);

  self->ended = TRUE;
  self->ending = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->ending, fecho_keyring_end_async);
  if (self->n_pending == 0)
    finish_ending (self);
  else if (deadline_ms > 0)
    self->deadline = g_timeout_add (deadline_ms, late_cb, self);
}

void
fecho_keyring_end_finish (FechoKeyring *self,
                          GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  (void)g_task_propagate_boolean (G_TASK (result), NULL); /* it never fails */
}

/* -- the object */

static void
fecho_keyring_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FechoKeyring *self = FECHO_KEYRING (object);

  switch ((FechoKeyringProperty)prop_id)
    {
    case PROP_FAULT:
      g_value_set_boxed (value, self->fault);
      break;
    }
}

static void
fecho_keyring_dispose (GObject *object)
{
  FechoKeyring *self = FECHO_KEYRING (object);

  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sessions);
  g_clear_error (&self->fault);

  G_OBJECT_CLASS (fecho_keyring_parent_class)->dispose (object);
}

static void
fecho_keyring_class_init (FechoKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fecho_keyring_get_property;
  object_class->dispose = fecho_keyring_dispose;

  properties[PROP_FAULT] = g_param_spec_boxed ("fault", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_keyring_init (FechoKeyring *self)
{
  self->cancellable = g_cancellable_new ();
}

FechoKeyring *
fecho_keyring_new (GListModel *sessions)
{
  FechoKeyring *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (sessions), NULL);

  self = g_object_new (FECHO_TYPE_KEYRING, NULL);
  self->sessions = g_object_ref (sessions);

  return self;
}

const GError *
fecho_keyring_get_fault (FechoKeyring *self)
{
  g_return_val_if_fail (FECHO_IS_KEYRING (self), NULL);

  return self->fault;
}
