import type { OpenView } from '../state/views.ts';
import { block } from './block.ts';
import type { Drawing } from './drawing.ts';
import { type Html, html } from './html.ts';
import { plainText } from './text.ts';

/** The inside of the page's dialog. */
export function dialog(view: OpenView, drawing: Drawing): Html {
  const { source } = view;
  const close = plainText(source.close) || 'Close';
  return html`<form class="dialog-form" data-view="${view.id}" novalidate>
<header class="dialog-head">${
    view.previous !== undefined &&
    html`<button type="button" class="tool" data-close="one" data-previous aria-label="Back">←</button>`
  }<h2 id="dialog-title" tabindex="-1">${plainText(source.title)}</h2><button type="button" class="tool" data-close="all" aria-label="Close">✕</button></header>
<div class="dialog-body" tabindex="-1">${blocks(view, drawing)}</div>
<footer class="dialog-foot"><p class="error" role="alert" id="dialog-error"></p>
<button type="button" class="button" data-close="one">${close}</button>${
    source.submit &&
    html`<button type="submit" class="button button-primary">${plainText(source.submit)}</button>`
  }</footer></form>`;
}

/** The app's Home tab. */
export function home(view: OpenView, drawing: Drawing): Html {
  return html`<h2 class="visually-hidden">Home</h2><div class="home-blocks" data-view="${view.id}">${blocks(view, drawing)}</div>`;
}

function blocks(view: OpenView, drawing: Drawing): readonly Html[] {
  return view.source.blocks.map((one) => block(one, { prefix: view.id, surface: 'view' }, drawing));
}
