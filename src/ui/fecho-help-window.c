/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-help-window.h"

#include <glib/gi18n.h>

struct _FechoHelpWindow
{
  AdwWindow parent_instance;

  AdwPreferencesPage *page;

  gsize n_added;                /* of the lines */
};

G_DEFINE_FINAL_TYPE (FechoHelpWindow, fecho_help_window, ADW_TYPE_WINDOW)

/* A line without an answer begins a group. */
static const struct
{
  const char *question;
  const char *answer;
} lines[] = {
  { N_("First Steps"), NULL },
  { N_("How do I watch an address?"),
    N_("Press Add Session, type an address that starts with wss:// or ws://, and press Add. Fecho "
       "connects, keeps the connection open, and connects again after a close, with growing "
       "waits. Links and lists of sessions (files that end in .fecho) can be opened with Fecho "
       "from other programs too.") },
  { N_("Can I try it without a server?"),
    N_("Choose Try the Demo in the main menu. Fecho then watches a server of its own, which "
       "closes with every code. Leave Demo leads back to your own history, and nothing of the "
       "demo is kept.") },
  { N_("How do I stop watching for a while?"),
    N_("Select the session and press Ctrl+P, or choose Pause in its menu. Its connection is "
       "closed; Resume connects again.") },
  { N_("Can it run without a window?"),
    N_("Yes, with fecho-cli, which does the same in a terminal and on servers. “fecho-cli --help” "
       "lists its commands, and “man fecho-cli” tells more. In the Flatpak, it is “flatpak run "
       "--command=fecho-cli” and the name of the application.") },

  { N_("What You See"), NULL },
  { N_("How do I read the timeline?"),
    N_("Each session has a lane. A bar is a time in which it was connected; a mark is a close, "
       "and its shape and colour tell which kind. Point at a mark, or go to it with the arrow "
       "keys, to see what happened. The buttons above choose the period, and Live keeps its end "
       "at the present.") },
  { N_("What is the difference between a close and a failed attempt?"),
    N_("A close ends a connection that had opened. A failed attempt never opened. The two are "
       "never added together.") },
  { N_("What does “not monitored” mean?"),
    N_("Fecho was not running, the session was paused, or this computer slept. Nothing is claimed "
       "about such a time: it is neither up nor down.") },
  { N_("What do the codes mean?"),
    N_("The end of a connection has a code: 1000 is a normal goodbye, 1001 to 1015 have fixed "
       "meanings, and 4000 to 4999 belong to each application. 1006 only says that no goodbye "
       "came. Fecho has seen what happened and tells the cause beside it, such as a name that was "
       "not found, a certificate that has expired, or silence.") },
  { N_("Why are rates given per connected hour?"),
    N_("A session that is connected twice as long has twice as much time to close. Per connected "
       "hour, sessions and days can be compared.") },

  { N_("Your Data"), NULL },
  { N_("Where is it kept?"),
    N_("The history and the sessions are in the file history.db in the folder fecho of your data "
       "folder, usually ~/.local/share/fecho, and in the Flatpak "
       "~/.var/app/io.github.fecho.Fecho/data/fecho. Only you can read it. Passwords and tokens "
       "are in the keyring of your desktop.") },
  { N_("How do I back it up?"),
    N_("Run “fecho-cli export --format sqlite --file copy.db”, also while Fecho is running. To go "
       "back, quit Fecho and put the copy in the place of history.db; remove the files beside it "
       "whose names end in -wal and -shm.") },
  { N_("How do I remove it?"),
    N_("Quit Fecho and delete that folder. What a session has in the keyring goes when you remove "
       "the session.") },
  { N_("Who else sees it?"),
    N_("Nobody. Fecho connects to the addresses of your sessions, to a collector if you name one "
       "with “fecho-cli monitor --otlp”, and to nothing else. There is no account and no "
       "telemetry. Messages are in memory while you look at them, and in a file only if you save "
       "them. Secrets in addresses are masked in exports.") },
};

/* Few of them are ever read. */
static void
expanded_cb (AdwExpanderRow *row,
             GParamSpec     *pspec,
             const char     *answer)
{
  GtkWidget *label = gtk_label_new (answer);

  g_signal_handlers_disconnect_by_func (row, expanded_cb, (gpointer)answer);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "help-answer");
  adw_expander_row_add_row (row, label);
}

static void
add_line (AdwPreferencesGroup *group,
          const char          *question,
          const char          *answer)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), question);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), (gpointer)answer);
  adw_preferences_group_add (group, row);
}

/* FALSE: there is no further one. */
static gboolean
add_group (FechoHelpWindow *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _(lines[self->n_added++].question));
  for (; self->n_added < G_N_ELEMENTS (lines) && lines[self->n_added].answer != NULL;
       self->n_added++)
    add_line (group, _(lines[self->n_added].question), _(lines[self->n_added].answer));
  adw_preferences_page_add (self->page, group);

  return self->n_added < G_N_ELEMENTS (lines);
}

/* A group a frame: all at once would hold up the first. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  return add_group (FECHO_HELP_WINDOW (widget)) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
fecho_help_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_HELP_WINDOW);

  G_OBJECT_CLASS (fecho_help_window_parent_class)->dispose (object);
}

static void
fecho_help_window_class_init (FechoHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_help_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoHelpWindow, page);
}

static void
fecho_help_window_init (FechoHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  if (add_group (self))
    gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

FechoHelpWindow *
fecho_help_window_new (GtkWindow *parent)
{
  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  return g_object_new (FECHO_TYPE_HELP_WINDOW, "transient-for", parent, NULL);
}
