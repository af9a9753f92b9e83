const notice = document.getElementById('notice');
let clearing = 0;

/** One line for the person, gone after a while or at the next. */
export function say(words) {
  notice.textContent = words;
  clearTimeout(clearing);
  clearing = setTimeout(() => {
    notice.textContent = '';
  }, 8000);
}

/** Does something in the workspace; what Slack would say about it is shown. */
export async function act(name, body) {
  let outcome;
  try {
    const response = await fetch(`/do/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    outcome = await response.json();
  } catch {
    outcome = { notice: 'The preview does not answer. Is `npm start` still running?' };
  }
  if (outcome.error) say(outcome.error);
  if (outcome.notice) say(outcome.notice);
  return outcome;
}

/** What a person sees now, drawn by the server. */
export async function look(looking) {
  const response = await fetch(`/snapshot?${new URLSearchParams(looking)}`);
  return response.ok ? response.json() : null;
}
