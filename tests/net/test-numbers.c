/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "fecho-connection.h"
#include "fecho-demo-server.h"
#include "fecho-test-util.h"

/* Every number that a Close frame can have, over a socket: RFC 6455, 7.4, and what IANA registered
 * since. With "-m slow" all of them, as the suite of faults asks for it, else the borders of each
 * class and a sample of the rest. */
#define N_AT_A_TIME 32
#define SAMPLE 251              /* a prime: other last digits each time */

typedef struct
{
  FechoNet *net;
  guint16 port;
  guint next;                   /* number to be asked for */
  guint n_running;
  guint n_checked;
} Survey;

typedef struct
{
  Survey *survey;
  guint number;
} Question;

static void ask (Survey *survey);

static gboolean
may_be_sent (guint number)
{
  return (number >= 1000 && number <= 1003) || (number >= 1007 && number <= 1014) ||
         (number >= 3000 && number <= 4999);
}

static gboolean
is_border (guint number)
{
  return number == 0 || number == G_MAXUINT16 ||
         may_be_sent (number) != may_be_sent (number + 1) ||
         may_be_sent (number) != may_be_sent (number - 1);
}

static gboolean
is_asked (guint number)
{
  return g_test_slow () || is_border (number) || (number >= 999 && number <= 1016) ||
         number % SAMPLE == 0;
}

/* libsoup tells nothing of a frame whose number is 0. */
static void
check_event (guint                   number,
             const FechoCloseRecord *record)
{
  if (may_be_sent (number))
    {
      g_assert_cmpuint (record->code, ==, number);
      g_assert_true (record->was_clean);
      g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_SERVER);
      g_assert_cmpint (record->received_code, ==, FECHO_UNKNOWN);
      return;
    }

  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_false (record->was_clean);
  g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_FECHO);
  g_assert_cmpint (record->received_code, ==, number != 0 ? (int)number : FECHO_UNKNOWN);
  g_assert_cmpint (record->sent_code, ==, 1002);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS);
}

static void
closed_cb (FechoConnection *connection,
           FechoCloseEvent *event,
           gpointer         data)
{
  g_autofree Question *question = data;
  Survey *survey = question->survey;

  g_test_message ("%u", question->number);
  check_event (question->number, fecho_close_event_get_record (event));
  survey->n_running--;
  survey->n_checked++;
  ask (survey);
}

static const FechoConnectionFuncs funcs = { .closed = closed_cb };

static void
ask_for (Survey *survey,
         guint   number)
{
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/illegal/%u", survey->port, number);
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);
  g_autoptr(FechoConnection) connection = NULL;
  Question *question = g_new (Question, 1);

  *question = (Question){ survey, number };
  connection = fecho_connection_new (survey->net, endpoint, 1, &funcs, question);
  survey->n_running++;
  fecho_connection_connect (connection);
}

static void
ask (Survey *survey)
{
  while (survey->n_running < N_AT_A_TIME && survey->next <= G_MAXUINT16)
    {
      guint number = survey->next++;

      if (is_asked (number))
        ask_for (survey, number);
    }
}

static void
test_every_number (void)
{
  g_autoptr(FechoDemoServer) server = fecho_demo_server_new (0, NULL);
  Survey survey = { .net = fecho_net_new () };
  guint n_before = 0;

  survey.port = fecho_demo_server_get_port (server);
  ask (&survey);
  while (survey.n_running > 0)
    {
      n_before = survey.n_checked;
      fecho_test_wait (survey.n_checked > n_before);
    }

  g_assert_cmpuint (survey.n_checked, >, 200);
  if (g_test_slow ())
    g_assert_cmpuint (survey.n_checked, ==, G_MAXUINT16 + 1);
  fecho_net_stop (survey.net);
  g_assert_finalize_object (survey.net);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/numbers/every-number", test_every_number);

  return g_test_run ();
}
