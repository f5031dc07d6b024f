/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-attempt.h"

#include "fecho-network.h"

/* What goes to the peer: the same value where there is no secret in it. */
static FechoEndpoint *
reveal (const FechoEndpoint *endpoint)
{
  g_auto(GStrv) names = fecho_endpoint_list_variables (endpoint);

  return names[0] != NULL ? fecho_endpoint_reveal (endpoint) : fecho_endpoint_share (endpoint);
}

void
fecho_attempt_begin (FechoAttempt               *self,
                     FechoNet                   *net,
                     const FechoEndpoint        *endpoint,
                     const FechoConnectionFuncs *funcs,
                     gpointer                    data)
{
  g_autoptr(FechoEndpoint) revealed = reveal (endpoint);

  g_assert (self->connection == NULL);

  g_clear_pointer (&self->sent, fecho_endpoint_free);
  self->sent = fecho_endpoint_share (endpoint);
  self->clocks = fecho_clock_offsets_read ();
  self->connection = fecho_connection_new (net, revealed, self->number, funcs, data);
}

void
fecho_attempt_end (FechoAttempt *self,
                   gboolean      failed)
{
  g_clear_object (&self->connection);
  self->number = failed ? self->number + 1 : 1;
}

/* The dictionary is named where it explains the code. */
static const char *
name_dictionary (const FechoDictionary  *dictionary,
                 const FechoCloseRecord *record)
{
  if (dictionary == NULL || record->failed_attempt ||
      fecho_dictionary_lookup (dictionary, record->code) == NULL)
    return NULL;

  return fecho_dictionary_get_id (dictionary);
}

FechoCloseEvent *
fecho_attempt_complete (FechoAttempt          *self,
                        FechoCloseEvent       *event,
                        const FechoAttemptEnd *end)
{
  FechoCloseRecord record = *fecho_close_event_get_record (event);
  g_autofree char *url = fecho_endpoint_dup_public_url (self->sent);
  g_autoptr(GError) error = NULL;
  FechoCloseEvent *completed;

  record.url = url;
  record.failures_in_a_row = end->n_failures;
  record.retry_in_us = end->retry_in_us;
  record.dictionary = name_dictionary (end->dictionary, &record);
  record.clock_jumped |= fecho_clock_offsets_jumped (&self->clocks);
  fecho_network_describe (&record.network, &record.metered);

  completed = fecho_close_event_new (&record, &error);
  g_assert_no_error (error);    /* the same code and reason as in an event that exists */

  return completed;
}

void
fecho_attempt_abandon (FechoAttempt *self)
{
  if (self->connection != NULL)
    fecho_connection_disown (self->connection);
  g_clear_object (&self->connection);
}

void
fecho_attempt_clear (FechoAttempt *self)
{
  fecho_attempt_abandon (self);
  g_clear_pointer (&self->sent, fecho_endpoint_free);
}
