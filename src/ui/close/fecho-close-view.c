/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-view.h"

#include <glib/gi18n.h>

#include "fecho-close-facts.h"
#include "fecho-dictionary-actions.h"
#include "fecho-dispose.h"
#include "fecho-fact-list.h"
#include "fecho-origin-card.h"
#include "fecho-stage-stepper.h"
#include "fecho-text-list.h"

/* More is in the reference of codes. */
#define MAX_ADVICE 3

/* Below, the numbers that are registered have names of their own. */
#define FIRST_PRIVATE 4000

struct _FechoCloseView
{
  GtkWidget parent_instance;

  GtkLabel *explanation_label;
  GtkWidget *dictionary_box;
  GtkLabel *dictionary_label;
  GtkMenuButton *dictionary_button;
  FechoOriginCard *origin_card;
  FechoTextList *advice_list;
  GtkWidget *rest;
  FechoStageStepper *stepper;
  FechoFactList *facts;
  GtkWidget *causes_expander;
  FechoTextList *causes_list;
  GtkWidget *technical_expander;
  FechoFactList *technical_facts;

  char *session_id;
};

G_DEFINE_FINAL_TYPE (FechoCloseView, fecho_close_view, GTK_TYPE_WIDGET)

static void
show_meaning (FechoCloseView          *self,
              const FechoCloseMeaning *meaning)
{
  gtk_label_set_label (self->explanation_label, meaning->description);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation_label), *meaning->description != '\0');
  fecho_text_list_show (self->advice_list, meaning->advice, MAX_ADVICE);
  fecho_text_list_show (self->causes_list, meaning->causes, FECHO_CLOSE_CODE_MAX_TEXTS);
  gtk_widget_set_visible (self->causes_expander, meaning->causes[0] != NULL);
}

/* What names a code that belongs to an application, or that nothing does. */
static void
show_dictionary (FechoCloseView          *self,
                 const FechoCloseRecord  *record,
                 const FechoCloseMeaning *meaning)
{
  const gboolean is_private = record->code >= FIRST_PRIVATE &&
                              record->code <= FECHO_DICTIONARY_LAST;
  g_autofree char *by = NULL;

  g_free (self->session_id);
  self->session_id = g_strdup (record->session_id);
  gtk_widget_set_visible (self->dictionary_box, is_private || meaning->dictionary != NULL);
  if (meaning->dictionary != NULL)
    /* Translators: %s is the name of an application whose dictionary explains a code. */
    by = g_strdup_printf (_("Explained by the dictionary “%s”"), meaning->dictionary);
  gtk_label_set_label (self->dictionary_label,
                       by != NULL ? by : _("No dictionary names this code"));
  gtk_widget_set_visible (GTK_WIDGET (self->dictionary_button), record->session_id != NULL);
}

static void
dictionary_menu_cb (GtkMenuButton *button,
                    gpointer       data)
{
  FechoCloseView *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *sessions[] = { self->session_id, NULL };
  g_autoptr(GMenu) menu = g_menu_new ();

  if (FECHO_IS_WINDOW (root))
    fecho_dictionary_actions_fill_menu (FECHO_WINDOW (root), menu, sessions);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
fecho_close_view_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_CLOSE_VIEW);

  G_OBJECT_CLASS (fecho_close_view_parent_class)->dispose (object);
}

static void
fecho_close_view_finalize (GObject *object)
{
  g_free (FECHO_CLOSE_VIEW (object)->session_id);

  G_OBJECT_CLASS (fecho_close_view_parent_class)->finalize (object);
}

static void
fecho_close_view_class_init (FechoCloseViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_close_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_close_view_finalize;

  g_type_ensure (FECHO_TYPE_FACT_LIST);
  g_type_ensure (FECHO_TYPE_ORIGIN_CARD);
  g_type_ensure (FECHO_TYPE_STAGE_STEPPER);
  g_type_ensure (FECHO_TYPE_TEXT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-close-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, dictionary_box);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, dictionary_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, dictionary_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, origin_card);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, advice_list);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, rest);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, stepper);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, facts);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, causes_expander);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, causes_list);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, technical_expander);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseView, technical_facts);
}

static void
fecho_close_view_init (FechoCloseView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->dictionary_button, dictionary_menu_cb, self, NULL);
}

void
fecho_close_view_show (FechoCloseView          *self,
                       const FechoCloseRecord  *record,
                       const FechoCloseMeaning *meaning,
                       gboolean                 whole)
{
  g_autoptr(GPtrArray) facts = NULL;
  g_autoptr(GPtrArray) technical = NULL;

  g_return_if_fail (FECHO_IS_CLOSE_VIEW (self));
  g_return_if_fail (record != NULL && meaning != NULL);

  show_meaning (self, meaning);
  show_dictionary (self, record, meaning);
  fecho_origin_card_show (self->origin_card,
                          whole ? record->origin : FECHO_ORIGIN_NOT_JUDGED,
                          record->origin_evidence);
  gtk_widget_set_visible (self->rest, whole);
  gtk_widget_set_visible (self->technical_expander, whole);
  if (!whole)
    return;

  facts = fecho_close_facts_list (record);
  technical = fecho_close_facts_technical (record);
  fecho_stage_stepper_show (self->stepper, record, meaning->klass);
  fecho_fact_list_show (self->facts, facts);
  fecho_fact_list_show (self->technical_facts, technical);
}
