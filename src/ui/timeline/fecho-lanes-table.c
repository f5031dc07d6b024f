/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lanes-private.h"

#include <glib/gi18n.h>

#include "fecho-chart-table.h"
#include "fecho-clock.h"
#include "fecho-close-text.h"
#include "fecho-format.h"

/* A marker beside the name of its session, which may be renamed while the table is read. */
typedef struct
{
  char *session;
  char *name;                   /* of the code */
  FechoMarker marker;
} Row;

static void
clear_row (gpointer data)
{
  Row *row = data;

  g_free (row->session);
  g_free (row->name);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  gint64 x = ((const Row *)a)->marker.at_us;
  gint64 y = ((const Row *)b)->marker.at_us;

  return (x < y) - (x > y);
}

/* What is drawn, the newest first. */
static GArray *
collect_rows (FechoLanes *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  guint first;
  guint end;

  g_array_set_clear_func (rows, clear_row);
  fecho_lanes_get_visible (self, &first, &end);
  for (guint lane = first; lane < end; lane++)
    {
      const GArray *markers = fecho_lane_cache_get_geometry (self->cache, lane)->markers;
      const FechoTimelineLane *of = fecho_lane_cache_get_lane (self->cache, lane);
      FechoDictionary *dictionary = fecho_timeline_lane_find_dictionary (of);

      for (guint i = 0; i < markers->len; i++)
        {
          Row row = { .marker = g_array_index (markers, FechoMarker, i) };

          row.session = g_strdup (fecho_timeline_lane_get_name (of));
          row.name = fecho_close_text_explain (row.marker.code, dictionary);
          g_array_append_val (rows, row);
        }
    }
  g_array_sort (rows, compare_rows);

  return rows;
}

static char **
describe_row (guint    index,
              gpointer data)
{
  const Row *row = &g_array_index ((GArray *)data, Row, index);
  g_autoptr(GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *when = fecho_close_text_interval (row->marker.at_us, row->marker.last_us,
                                                     fecho_clock_wall_us ());
  g_autofree char *code = g_strdup_printf ("%u %s", row->marker.code, row->name);
  g_autofree char *life = fecho_format_duration (row->marker.life_us);
  g_autofree char *n = fecho_format_count (row->marker.n);

  g_strv_builder_add_many (cells, row->session, when, code,
                           _(fecho_closed_by_get_label (row->marker.closed_by)), life, n, NULL);

  return g_strv_builder_end (cells);
}

void
fecho_lanes_show_table (FechoChart *chart)
{
  const char *const columns[] = {
    /* Translators: columns of a table of closes. */
    _("Session"), _("Time"), _("Code"), _("Closed By"), _("Life"), _("Closes"), NULL,
  };
  GArray *rows = collect_rows (FECHO_LANES (chart));

  fecho_chart_table_present (GTK_WIDGET (chart), _("Closes on the Timeline"), columns, rows->len,
                             describe_row, rows, (GDestroyNotify)g_array_unref);
}
