/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-budget.h"

#define MIB (1024 * 1024)
#define SECOND ((gint64)G_USEC_PER_SEC)

static gboolean
check (FechoBudget *budget,
       gint64       at_s,
       guint64      n_received,
       gint64       n_messages)
{
  guint64 n_new;

  return fecho_budget_check (budget, at_s * SECOND, n_received, n_messages, MIB, &n_new);
}

static void
test_counts_new_bytes (void)
{
  FechoBudget budget;
  guint64 n_new;

  fecho_budget_init (&budget, 0, 1000);

  g_assert_true (fecho_budget_check (&budget, SECOND, 1500, 0, MIB, &n_new));
  g_assert_cmpuint (n_new, ==, 500);
  g_assert_true (fecho_budget_check (&budget, 2 * SECOND, 1500, 0, MIB, &n_new));
  g_assert_cmpuint (n_new, ==, 0);
}

/* One message of the largest size, slowly. */
static void
test_largest_message (void)
{
  FechoBudget budget;

  fecho_budget_init (&budget, 0, 0);
  for (gint64 i = 1; i <= 16; i++)
    g_assert_true (check (&budget, i, (guint64)i * MIB / 16, 0));

  g_assert_true (check (&budget, 17, MIB + 100, 1));
  g_assert_true (check (&budget, 18, 2 * MIB, 1));
}

static void
test_endless_fragments (void)
{
  FechoBudget budget;

  fecho_budget_init (&budget, 0, 0);

  g_assert_true (check (&budget, 1, MIB, 0));
  g_assert_false (check (&budget, 2, 2 * MIB, 0));
}

static void
test_many_messages (void)
{
  FechoBudget budget;

  fecho_budget_init (&budget, 0, 0);
  for (gint64 i = 1; i <= 100; i++)
    g_assert_true (check (&budget, i, (guint64)i * 50 * MIB, i * 1000));
}

/* Two hundred bytes of pings a second and never a message, for a week. */
static void
test_pings_are_forgiven (void)
{
  FechoBudget budget;

  fecho_budget_init (&budget, 0, 0);
  for (gint64 i = 1; i <= 7 * 86400; i++)
    g_assert_true (check (&budget, i, (guint64)i * 200, 0));
}

static void
test_ping_flood (void)
{
  FechoBudget budget;
  gint64 second = 0;

  fecho_budget_init (&budget, 0, 0);
  do
    second++;
  while (second < 100 && check (&budget, second, (guint64)second * 100 * 1024, 0));

  g_assert_cmpint (second, <, 20);
}

/* How many looks, a second apart, until so much a second is too much. */
static gint64
looks_until_cut (gint64 bytes_per_s,
                 gint64 messages_per_s)
{
  FechoBudget budget;
  gint64 second = 0;

  fecho_budget_init (&budget, 0, 0);
  do
    second++;
  while (second < 100 &&
         check (&budget, second, (guint64)(second * bytes_per_s), second * messages_per_s));

  return second;
}

static void
test_message_flood (void)
{
  g_assert_cmpint (looks_until_cut (5 * MIB, 500000), ==, 3);
  g_assert_cmpint (looks_until_cut (5 * MIB, 50000), ==, 100);
}

static void
test_byte_flood (void)
{
  g_assert_cmpint (looks_until_cut (1024 * (gint64)MIB, 1024), ==, 3);
  g_assert_cmpint (looks_until_cut (64 * MIB, 64), ==, 100);
}

/* What had gathered is read at once, and then there is a pause. */
static void
test_bursts_are_no_flood (void)
{
  FechoBudget budget;

  fecho_budget_init (&budget, 0, 0);
  for (gint64 i = 0; i < 100; i++)
    {
      g_assert_true (check (&budget, 4 * i + 1, (guint64)(i + 1) * 200 * MIB, (i + 1) * 200000));
      g_assert_true (check (&budget, 4 * i + 4, (guint64)(i + 1) * 200 * MIB, (i + 1) * 200000));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/budget/counts-new-bytes", test_counts_new_bytes);
  g_test_add_func ("/net/budget/largest-message", test_largest_message);
  g_test_add_func ("/net/budget/endless-fragments", test_endless_fragments);
  g_test_add_func ("/net/budget/many-messages", test_many_messages);
  g_test_add_func ("/net/budget/pings-are-forgiven", test_pings_are_forgiven);
  g_test_add_func ("/net/budget/ping-flood", test_ping_flood);
  g_test_add_func ("/net/budget/message-flood", test_message_flood);
  g_test_add_func ("/net/budget/byte-flood", test_byte_flood);
  g_test_add_func ("/net/budget/bursts-are-no-flood", test_bursts_are_no_flood);

  return g_test_run ();
}
