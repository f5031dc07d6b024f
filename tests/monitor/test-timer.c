/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-timer.h"

#include "fecho-test-util.h"

#define MANY 2000
/* What each of many does. */
#define WORK_US 20

typedef struct
{
  GArray *called;               /* guint, in order */
  FechoTimer *other;
} Fixture;

typedef struct
{
  Fixture *fixture;
  guint number;
} Call;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->called = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_array_unref (self->called);
}

static void
call_cb (gpointer data)
{
  Call *call = data;

  g_array_append_val (call->fixture->called, call->number);
}

static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  Call calls[] = { { self, 0 }, { self, 1 }, { self, 2 } };
  gint64 begin_us = g_get_monotonic_time ();

  fecho_timer_start (30000, call_cb, &calls[2]);
  fecho_timer_start (20000, call_cb, &calls[0]);
  fecho_timer_start (25000, call_cb, &calls[1]);
  fecho_test_wait (self->called->len == 3);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, >=, 30000);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (g_array_index (self->called, guint, i), ==, i);
}

static void
test_stopped (Fixture       *self,
              gconstpointer  data)
{
  Call calls[] = { { self, 0 }, { self, 1 } };
  FechoTimer *stopped = fecho_timer_start (1000, call_cb, &calls[0]);

  fecho_timer_start (20000, call_cb, &calls[1]);
  fecho_timer_stop (stopped);
  fecho_test_wait (self->called->len == 1);
  g_assert_cmpuint (g_array_index (self->called, guint, 0), ==, 1);
}

static void
stop_other_cb (gpointer data)
{
  Call *call = data;

  call_cb (call);
  fecho_timer_stop (call->fixture->other);
  call->fixture->other = NULL;
}

/* Of two that are due together the first stops the other, and both are gone. */
static void
test_stopped_by_another (Fixture       *self,
                         gconstpointer  data)
{
  Call calls[] = { { self, 0 }, { self, 1 }, { self, 2 } };

  fecho_timer_start (0, stop_other_cb, &calls[0]);
  self->other = fecho_timer_start (0, call_cb, &calls[1]);
  fecho_test_wait (self->other == NULL);
  fecho_timer_start (20000, call_cb, &calls[2]);
  fecho_test_wait (self->called->len == 2);
  g_assert_cmpuint (g_array_index (self->called, guint, 1), ==, 2);
}

static void
start_other_cb (gpointer data)
{
  Call *call = data;

  call_cb (call);
  if (call->number > 0)
    {
      call->number--;
      fecho_timer_start (0, start_other_cb, call);
    }
}

static void
test_started_by_another (Fixture       *self,
                         gconstpointer  data)
{
  Call call = { self, 3 };

  fecho_timer_start (0, start_other_cb, &call);
  fecho_test_wait (self->called->len == 4);
}

static void
work_cb (gpointer data)
{
  gint64 end_us = g_get_monotonic_time () + WORK_US;

  call_cb (data);
  while (g_get_monotonic_time () < end_us);
}

/* The loop is not held until all that are due have been called. */
static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  Call call = { self, 0 };
  guint n_before = 0;
  guint n_most = 0;

  for (guint i = 0; i < MANY; i++)
    fecho_timer_start (1000, work_cb, &call);
  while (self->called->len < MANY)
    {
      g_main_context_iteration (NULL, TRUE);
      n_most = MAX (n_most, self->called->len - n_before);
      n_before = self->called->len;
    }
  g_assert_cmpuint (n_most, <, MANY / 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/monitor/timer/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/monitor/timer/stopped", Fixture, NULL, set_up, test_stopped, tear_down);
  g_test_add ("/monitor/timer/stopped-by-another", Fixture, NULL, set_up,
              test_stopped_by_another, tear_down);
  g_test_add ("/monitor/timer/started-by-another", Fixture, NULL, set_up,
              test_started_by_another, tear_down);
  g_test_add ("/monitor/timer/many", Fixture, NULL, set_up, test_many, tear_down);

  return g_test_run ();
}
