/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cluster.h"

#define SECOND ((gint64)G_USEC_PER_SEC)
#define ALL_CLASSES (~0u)

static const FechoClusterSizes sizes = {
  .marker = 12, .near = 9, .split = 72, .glyph = 12, .digit = 7, .padding = 12,
  .room_left = 4, .room_right = 12,
};

/* One second is one pixel. */
static const FechoTimeAxis axis = { .from_us = 0, .to_us = 500 * SECOND, .width = 500 };

static const guint16 codes[] = { 1000, 1001, 1002, 1006, 1008, 1011, 3999, 4000, 999 };

static FechoMarker
make_marker (double  at_s,
             guint16 code)
{
  return (FechoMarker) { .at_us = (gint64)(at_s * SECOND), .n = 1, .code = code, .life_us = SECOND,
                         .closed_by = FECHO_CLOSED_BY_SERVER };
}

static GArray *
make_markers (guint         n_markers,
              const double *at_s,
              guint16       code)
{
  GArray *markers = g_array_new (FALSE, FALSE, sizeof (FechoMarker));

  for (guint i = 0; i < n_markers; i++)
    {
      FechoMarker marker = make_marker (at_s[i], code);

      g_array_append_val (markers, marker);
    }

  return markers;
}

static const FechoCluster *
get_cluster (const GArray *clusters,
             guint         index)
{
  g_assert_cmpuint (index, <, clusters->len);

  return &g_array_index (clusters, FechoCluster, index);
}

static void
test_none (void)
{
  g_autoptr(GArray) markers = make_markers (0, NULL, 1006);
  g_autoptr(GArray) clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);

  g_assert_cmpuint (clusters->len, ==, 0);
}

static void
test_far_markers_stay_alone (void)
{
  g_autoptr(GArray) markers = make_markers (2, (double[]) { 100, 109 }, 1006);
  g_autoptr(GArray) clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);

  g_assert_cmpuint (clusters->len, ==, 2);
  g_assert_cmpfloat (get_cluster (clusters, 0)->x, ==, 100);
  g_assert_cmpfloat (get_cluster (clusters, 1)->x, ==, 109);
  g_assert_cmpfloat (get_cluster (clusters, 1)->width, ==, 12);
}

static void
test_near_markers_join (void)
{
  g_autoptr(GArray) markers = make_markers (3, (double[]) { 100, 108.9, 117 }, 1006);
  g_autoptr(GArray) clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);

  g_assert_cmpuint (clusters->len, ==, 1);
  g_assert_cmpuint (get_cluster (clusters, 0)->n_closes, ==, 3);
  g_assert_cmpfloat (get_cluster (clusters, 0)->x, ==, 108.5);
  g_assert_cmpfloat (get_cluster (clusters, 0)->width, ==, 12 + 12 + 7);
}

static void
test_marker_under_a_pill_joins (void)
{
  g_autoptr(GArray) markers = make_markers (3, (double[]) { 100, 101, 115 }, 1006);
  g_autoptr(GArray) clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);

  g_assert_cmpuint (clusters->len, ==, 1);
  g_assert_cmpuint (get_cluster (clusters, 0)->n_closes, ==, 3);
}

static void
test_pill_stays_in_the_chart (void)
{
  g_autoptr(GArray) markers = make_markers (4, (double[]) { 0, 1, 498, 499 }, 1006);
  g_autoptr(GArray) clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);
  double half = (12 + 12 + 7) / 2.0;

  g_assert_cmpuint (clusters->len, ==, 2);
  g_assert_cmpfloat (get_cluster (clusters, 0)->x, ==, half - sizes.room_left);
  g_assert_cmpfloat (get_cluster (clusters, 1)->x, ==, 500 + sizes.room_right - half);
}

static void
test_most_frequent_class_comes_first (void)
{
  g_autoptr(GArray) markers = make_markers (6, (double[]) { 1, 2, 3, 4, 5, 6 }, 1011);
  g_autoptr(GArray) clusters = NULL;
  const FechoCluster *cluster;

  g_array_index (markers, FechoMarker, 0).code = 1000;
  g_array_index (markers, FechoMarker, 1).code = 1006;
  g_array_index (markers, FechoMarker, 2).code = 1015;
  clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);
  cluster = get_cluster (clusters, 0);

  g_assert_cmpuint (cluster->n_classes, ==, 2);
  g_assert_cmpint (cluster->classes[0], ==, FECHO_CLOSE_CLASS_SERVER);
  g_assert_cmpint (cluster->classes[1], ==, FECHO_CLOSE_CLASS_ABNORMAL);
}

static void
test_equal_counts_show_the_worse_class (void)
{
  g_autoptr(GArray) markers = make_markers (2, (double[]) { 1, 2 }, 1000);
  g_autoptr(GArray) clusters = NULL;

  g_array_index (markers, FechoMarker, 1).code = 1006;
  clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);

  g_assert_cmpint (get_cluster (clusters, 0)->classes[0], ==, FECHO_CLOSE_CLASS_ABNORMAL);
  g_assert_cmpint (get_cluster (clusters, 0)->classes[1], ==, FECHO_CLOSE_CLASS_NORMAL);
}

static void
test_own_and_interrupted_are_apart (void)
{
  g_autoptr(GArray) markers = make_markers (4, (double[]) { 1, 2, 3, 4 }, 1006);
  g_autoptr(GArray) clusters = NULL;

  g_array_index (markers, FechoMarker, 1).own = TRUE;
  g_array_index (markers, FechoMarker, 2).interrupted = TRUE;
  clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);

  g_assert_cmpuint (get_cluster (clusters, 0)->n_markers, ==, 4);
  g_assert_cmpuint (get_cluster (clusters, 0)->n_closes, ==, 2);
  g_assert_cmpuint (get_cluster (clusters, 0)->n_apart, ==, 2);
}

static void
test_select (void)
{
  g_autoptr(GArray) markers = make_markers (5, (double[]) { 9, 10, 11, 12, 20 }, 1006);
  g_autoptr(GArray) all = NULL;
  g_autoptr(GArray) server = NULL;

  g_array_index (markers, FechoMarker, 1).life_us = FECHO_UNKNOWN;
  g_array_index (markers, FechoMarker, 2).code = 1011;
  all = fecho_cluster_select (markers, 10 * SECOND, 20 * SECOND, ALL_CLASSES, NULL);
  server = fecho_cluster_select (markers, 10 * SECOND, 20 * SECOND, 1u << FECHO_CLOSE_CLASS_SERVER,
                                 NULL);

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (server->len, ==, 1);
  g_assert_cmpint (g_array_index (server, FechoMarker, 0).at_us, ==, 11 * SECOND);
}

/* What an application calls policy is drawn, and filtered, as that. */
static void
test_dictionary (void)
{
  static const char json[] =
    "{\"format\":1,\"id\":\"own\",\"name\":\"Own\",\"source\":\"a wiki\",\"codes\":"
    "[{\"code\":4401,\"name\":\"Out\",\"meaning\":\"No.\",\"class\":\"policy\"}]}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoDictionary) dictionary = fecho_dictionary_new_from_bytes (bytes, "own.json",
                                                                           &error);
  g_autoptr(GArray) markers = make_markers (2, (double[]) { 10, 500 }, 4401);
  g_autoptr(GArray) clusters = NULL;
  g_autoptr(GArray) policy = NULL;

  g_assert_no_error (error);
  g_array_index (markers, FechoMarker, 1).code = 4402;
  clusters = fecho_cluster_build (markers, &axis, &sizes, dictionary);
  g_assert_cmpuint (g_array_index (clusters, FechoCluster, 0).classes[0], ==,
                    FECHO_CLOSE_CLASS_POLICY);
  g_assert_cmpuint (g_array_index (clusters, FechoCluster, 1).classes[0], ==,
                    FECHO_CLOSE_CLASS_APPLICATION);
  policy = fecho_cluster_select (markers, 0, 1000 * SECOND, 1u << FECHO_CLOSE_CLASS_POLICY,
                                 dictionary);
  g_assert_cmpuint (policy->len, ==, 1);
}

/* A session that flaps all the time is a row of pills, not one in the middle. */
static GArray *
make_chain (void)
{
  double at_s[100];

  for (guint i = 0; i < G_N_ELEMENTS (at_s); i++)
    at_s[i] = i * 5;

  return make_markers (G_N_ELEMENTS (at_s), at_s, 1006);
}

static void
test_long_chain_is_split (void)
{
  g_autoptr(GArray) markers = make_chain ();
  g_autoptr(GArray) clusters = fecho_cluster_build (markers, &axis, &sizes, NULL);

  g_assert_cmpuint (clusters->len, >, 4);
  for (guint i = 0; i < clusters->len; i++)
    g_assert_cmpuint (get_cluster (clusters, i)->n_markers, <, 2 * sizes.split / 5);
}

static void
test_cuts_stay_as_the_axis_moves (void)
{
  g_autoptr(GArray) markers = make_chain ();
  g_autoptr(GArray) before = fecho_cluster_build (markers, &axis, &sizes, NULL);
  FechoTimeAxis later = { axis.from_us + 3 * SECOND, axis.to_us + 3 * SECOND, axis.width };
  g_autoptr(GArray) after = fecho_cluster_build (markers, &later, &sizes, NULL);

  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < before->len; i++)
    g_assert_cmpuint (get_cluster (before, i)->first, ==, get_cluster (after, i)->first);
}

static int
compare_markers (gconstpointer a,
                 gconstpointer b)
{
  const FechoMarker *first = a;
  const FechoMarker *second = b;

  return (first->at_us > second->at_us) - (first->at_us < second->at_us);
}

static GArray *
make_random_markers (gint64 length_us)
{
  GArray *markers = g_array_new (FALSE, FALSE, sizeof (FechoMarker));
  guint n_markers = g_test_rand_int_range (0, 400);
  gint64 burst_us = 0;

  for (guint i = 0; i < n_markers; i++)
    {
      FechoMarker marker = make_marker (0, codes[g_test_rand_int_range (0, G_N_ELEMENTS (codes))]);

      if (g_test_rand_int_range (0, 4) == 0)
        burst_us = (gint64)(g_test_rand_double () * length_us);
      marker.at_us = burst_us + (gint64)(g_test_rand_double () * length_us / 50);
      marker.own = g_test_rand_int_range (0, 10) == 0;
      marker.interrupted = g_test_rand_int_range (0, 20) == 0;
      if (g_test_rand_int_range (0, 5) == 0)
        marker.life_us = FECHO_UNKNOWN;
      g_array_append_val (markers, marker);
    }
  g_array_sort (markers, compare_markers);

  return markers;
}

static void
assert_nothing_lost (const GArray *clusters,
                     const GArray *markers)
{
  guint n_closes = 0;
  guint n_apart = 0;
  guint next = 0;

  for (guint i = 0; i < clusters->len; i++)
    {
      const FechoCluster *cluster = get_cluster (clusters, i);

      g_assert_cmpuint (cluster->first, ==, next);
      g_assert_cmpuint (cluster->n_closes + cluster->n_apart, ==,
                        fecho_cluster_count (&g_array_index (markers, FechoMarker, cluster->first),
                                             cluster->n_markers));
      next += cluster->n_markers;
      n_closes += cluster->n_closes;
      n_apart += cluster->n_apart;
    }
  g_assert_cmpuint (next, ==, markers->len);

  for (guint i = 0; i < markers->len; i++)
    if (fecho_marker_is_close (&g_array_index (markers, FechoMarker, i)))
      n_closes -= g_array_index (markers, FechoMarker, i).n;
    else
      n_apart -= g_array_index (markers, FechoMarker, i).n;
  g_assert_cmpuint (n_closes, ==, 0);
  g_assert_cmpuint (n_apart, ==, 0);
}

static void
assert_nothing_covered (const GArray        *clusters,
                        const FechoTimeAxis *on)
{
  for (guint i = 0; i < clusters->len; i++)
    {
      const FechoCluster *cluster = get_cluster (clusters, i);
      const FechoCluster *before;
      double needed;

      g_assert_cmpfloat (cluster->x + cluster->width / 2, >=, 0);
      g_assert_cmpfloat (cluster->x - cluster->width / 2, <=, on->width);
      if (i == 0)
        continue;

      before = get_cluster (clusters, i - 1);
      needed = (before->width + cluster->width) / 2;
      if (fecho_cluster_is_lone (before) && fecho_cluster_is_lone (cluster))
        needed = sizes.near;
      g_assert_cmpfloat (cluster->x - before->x, >=, needed - 1e-6);
    }
}

/* The seed of a failure stands at the head of the test's output; --seed repeats it. */
static void
test_property (void)
{
  for (guint i = 0; i < 300; i++)
    {
      gint64 from_us = (gint64)(g_test_rand_double () * 1.8e15);
      gint64 length_us = (gint64)g_test_rand_double_range (1e6, 1e13);
      FechoTimeAxis on = { from_us, from_us + length_us, g_test_rand_double_range (50, 2000) };
      g_autoptr(GArray) markers = make_random_markers (length_us);
      g_autoptr(GArray) selected = NULL;
      g_autoptr(GArray) clusters = NULL;

      for (guint j = 0; j < markers->len; j++)
        g_array_index (markers, FechoMarker, j).at_us += from_us;
      selected = fecho_cluster_select (markers, on.from_us, on.to_us, ALL_CLASSES, NULL);
      clusters = fecho_cluster_build (selected, &on, &sizes, NULL);

      assert_nothing_lost (clusters, selected);
      assert_nothing_covered (clusters, &on);
    }
}

/* The numbers of a histogram of classes, and of the ends that are apart. */
static void
count_clusters (const GArray *clusters,
                guint        *ret_n_closes,
                guint        *ret_n_apart)
{
  *ret_n_closes = 0;
  *ret_n_apart = 0;
  for (guint i = 0; i < clusters->len; i++)
    {
      *ret_n_closes += get_cluster (clusters, i)->n_closes;
      *ret_n_apart += get_cluster (clusters, i)->n_apart;
    }
}

/* Whatever the width of the cells and of the chart: what is drawn of a coarse lane is as many ends
 * as the fine one has. */
static void
test_coarse_property (void)
{
  for (guint i = 0; i < 300; i++)
    {
      gint64 from_us = (gint64)(g_test_rand_double () * 1.8e15);
      gint64 length_us = (gint64)g_test_rand_double_range (1e6, 1e13);
      FechoTimeAxis on = { from_us, from_us + length_us, g_test_rand_double_range (50, 2000) };
      gint64 cell_us = (gint64)(length_us / g_test_rand_double_range (1, 4000)) + 1;
      g_autoptr(FechoLane) lane = fecho_lane_new ("a");
      g_autoptr(GArray) fine = NULL;
      g_autoptr(GArray) fine_clusters = NULL;
      g_autoptr(GArray) coarse = NULL;
      g_autoptr(GArray) coarse_clusters = NULL;
      guint n_closes[2];
      guint n_apart[2];

      g_array_unref (lane->markers);
      lane->markers = make_random_markers (length_us);
      for (guint j = 0; j < lane->markers->len; j++)
        {
          FechoMarker *marker = &g_array_index (lane->markers, FechoMarker, j);

          marker->at_us = MIN (marker->at_us + from_us, on.to_us - 1);
          marker->last_us = marker->at_us;
        }
      fine = fecho_cluster_select (lane->markers, on.from_us, on.to_us, ALL_CLASSES, NULL);
      fine_clusters = fecho_cluster_build (fine, &on, &sizes, NULL);
      fecho_lane_coarsen (lane, cell_us);
      coarse = fecho_cluster_select (lane->markers, on.from_us, on.to_us, ALL_CLASSES, NULL);
      coarse_clusters = fecho_cluster_build (coarse, &on, &sizes, NULL);

      assert_nothing_lost (coarse_clusters, coarse);
      assert_nothing_covered (coarse_clusters, &on);
      count_clusters (fine_clusters, &n_closes[0], &n_apart[0]);
      count_clusters (coarse_clusters, &n_closes[1], &n_apart[1]);
      g_assert_cmpuint (n_closes[0], ==, n_closes[1]);
      g_assert_cmpuint (n_apart[0], ==, n_apart[1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/cluster/none", test_none);
  g_test_add_func ("/core/cluster/dictionary", test_dictionary);
  g_test_add_func ("/core/cluster/far-markers-stay-alone", test_far_markers_stay_alone);
  g_test_add_func ("/core/cluster/near-markers-join", test_near_markers_join);
  g_test_add_func ("/core/cluster/marker-under-a-pill-joins", test_marker_under_a_pill_joins);
  g_test_add_func ("/core/cluster/edges", test_pill_stays_in_the_chart);
  g_test_add_func ("/core/cluster/most-frequent-class-first", test_most_frequent_class_comes_first);
  g_test_add_func ("/core/cluster/equal-counts", test_equal_counts_show_the_worse_class);
  g_test_add_func ("/core/cluster/own-and-interrupted", test_own_and_interrupted_are_apart);
  g_test_add_func ("/core/cluster/select", test_select);
  g_test_add_func ("/core/cluster/long-chain", test_long_chain_is_split);
  g_test_add_func ("/core/cluster/moving-axis", test_cuts_stay_as_the_axis_moves);
  g_test_add_func ("/core/cluster/property", test_property);
  g_test_add_func ("/core/cluster/coarse-property", test_coarse_property);

  return g_test_run ();
}
