/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes the text format of Prometheus, 0.0.4: a metric is begun, its samples follow. */
typedef struct _FechoPrometheus FechoPrometheus;

#define FECHO_PROMETHEUS_CONTENT_TYPE "text/plain; version=0.0.4; charset=utf-8"

typedef enum
{
  FECHO_PROMETHEUS_COUNTER,
  FECHO_PROMETHEUS_GAUGE,
  FECHO_PROMETHEUS_HISTOGRAM,
} FechoPrometheusKind;

FechoPrometheus *fecho_prometheus_new    (void) G_GNUC_WARN_UNUSED_RESULT;
/* name and help must live until its last sample; help is one line of ASCII. */
void             fecho_prometheus_begin  (FechoPrometheus     *self,
                                          const char          *name,
                                          FechoPrometheusKind  kind,
                                          const char          *help);
/* suffix: "", or "_bucket" and the like of a histogram. Then names and values of labels, two and
 * two, NULL; values may be any text. */
void             fecho_prometheus_sample (FechoPrometheus     *self,
                                          const char          *suffix,
                                          double               value,
                                          ...) G_GNUC_NULL_TERMINATED;
/* Takes the text out. Free it. */
char            *fecho_prometheus_steal  (FechoPrometheus     *self);
void             fecho_prometheus_free   (FechoPrometheus     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoPrometheus, fecho_prometheus_free)

G_END_DECLS
