/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-catalog.h"

G_BEGIN_DECLS

/* Who sends: the resource of OpenTelemetry, and what words are taken from. */
typedef struct
{
  const char   *version;        /* of the program */
  const char   *instance;       /* UUID of the run that sends */
  const char   *host_name;
  FechoCatalog *catalog;        /* language of names; NULL: the interface's */
  GPtrArray    *dictionaries;   /* FechoDictionary; NULL: none */
} FechoOtlpSource;

/* Events (GPtrArray of FechoCloseEvent, stored ones) as the body of a request for logs in
 * OTLP/HTTP with JSON (opentelemetry-proto, logs/v1). One log record for each; columns of cli.md
 * are attributes "fecho.COLUMN" where OpenTelemetry has no name for them, those that are not known
 * are left out, objects and lists are their JSON text. "log.record.uid" is the same whenever the
 * same event is sent. */
GBytes *fecho_otlp_make_logs (GPtrArray             *events,
                              const FechoOtlpSource *source) G_GNUC_WARN_UNUSED_RESULT;
/* How many records a collector says it did not take in its answer (partialSuccess), which the
 * specification forbids to send again; ret_message (free it) is its reason, or NULL. 0 for an
 * answer that says nothing. */
gint64  fecho_otlp_read_rejected (const char  *answer,
                                  char       **ret_message);

G_END_DECLS
