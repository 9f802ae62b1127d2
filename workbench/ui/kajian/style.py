"""How the form looks: labels above their fields, one column, readable when read only."""

from __future__ import annotations

STYLE = """<style>
.kajian { max-width: 60rem; }
.kajian, .kajian .widget-box { overflow: visible; }
.kajian .kajian-field { margin: 2px 0; width: 100%;
  flex-direction: column; align-items: stretch; height: auto; }
.kajian .kajian-field > .widget-label { width: auto; max-width: none; text-align: left;
  white-space: normal; overflow: visible; height: auto; line-height: 1.4; font-weight: 600; }
.kajian .kajian-field > input, .kajian .kajian-field > select { height: 2rem;
  flex: 0 0 auto; width: 100%; box-sizing: border-box; margin: 0; }
.kajian .kajian-field > textarea { width: 100%; box-sizing: border-box; margin: 0; }
.kajian .kajian-field textarea { min-height: 2.5rem; resize: vertical; }
.kajian .kajian-note { line-height: 1.45; white-space: pre-line; }
.kajian .kajian-wrong { color: #9a1b1b; line-height: 1.45; }
.kajian .kajian-picture { display: inline-block; margin: 0 .75rem .5rem 0; }
.kajian .kajian-picture img { max-height: 140px; max-width: 220px; }
.kajian .kajian-seen { margin: .2rem 0; }
.kajian .kajian-seen img { max-height: 200px; max-width: 100%; }
.kajian .kajian-seen blockquote { margin: 0; padding-left: .6rem; border-left: 3px solid #b7c4d2; }
.kajian .kajian-picker { width: 100%; }
.kajian .kajian-steps .widget-button, .kajian .widget-button { height: auto; min-height: 2rem;
  white-space: normal; line-height: 1.3; padding: .3rem .7rem; color: #1a1a1a; }
.kajian .kajian-current { outline: 2px solid #1f4f82; font-weight: 600; }
.kajian .kajian-locator { flex: 1; }
.kajian textarea, .kajian input, .kajian select { font-family: inherit; }
.kajian input:disabled, .kajian select:disabled, .kajian textarea:disabled { opacity: 1;
  color: #1a1a1a; background: #f4f4f4; }
.kajian .widget-vbox > .widget-button { align-self: flex-start; }
.kajian .widget-hbox > .widget-button { align-self: flex-end; }
.kajian .widget-html-content p { line-height: 1.45; margin: .3rem 0; }
.kajian .widget-html-content h3, .kajian .widget-html-content h4 { margin: .6rem 0 .3rem;
  line-height: 1.35; }
.kajian .kajian-row { border-left: 3px solid #b7c4d2; padding-left: .75rem; margin: .4rem 0; }
.kajian .kajian-along { margin-top: 1.2rem; border-top: 1px solid #c8c8c8; padding-top: .5rem; }
.kajian .jupyter-widgets { max-width: 100%; box-sizing: border-box; }
</style>"""
