/** Longer lines are text. Characters. */
const LONGEST = 300;
const LONGEST_CREDIT = 150;

/** Lines that are nothing but a label, or a label and what it leads to after a colon. */
const LABEL = line(
  [
    'advertisements?',
    'sponsored(?: content)?',
    'related(?: (?:articles?|stories|story|topics?|content|coverage|reading|posts?|links?|news))?',
    'recommended(?: (?:articles?|stories|reading|for you))?',
    '(?:also )?read(?: (?:more|next|also|this|the full story))?',
    'see also',
    'most (?:read|popular|viewed)',
    'trending(?: now)?',
    'more (?:stories|news|articles|from (?:this|the|our) (?:section|author|series))',
    'share(?: (?:this|this (?:article|story|post)))?',
    'categor(?:y|ies)',
    'tags?',
    'topics?',
    'filed under',
    'posted in',
    'tagged(?: (?:with|as|in))?',
    '\\d+ (?:comments?|shares?|views?|likes?)',
    '(?:no )?comments?(?: \\(\\d+\\)| are closed)?',
    '(?:\\d+|one|a few) min(?:ute)?s? (?:read|ago)',
  ],
  ' ?(?:: ?.{0,200}|[.!…»>]*)$',
);

/** How lines begin that sell, invite or ask. */
const INVITATION = line(
  [
    'subscribe (?:now|today|to|here)',
    'sign up (?:now|today|for|to|here)',
    'never miss',
    'already a subscriber',
    'to (?:view|read) the full (?:story|article)',
    'read (?:more|next|also)\\b(?! than)',
    'follow (?:us|the [\\p{L} ]{2,40}) on',
    'like us on',
    'join (?:us|our) (?:on|newsletter|mailing list)',
    'download (?:the|our) [\\p{L} ]{0,40}apps?',
    'for the latest (?:stories|news)[^.]{0,60}(?:download|subscribe|follow)',
    'copyright (?:©|\\(c\\)|\\d{4}|[^.]{0,60}\\d{4})',
    'all rights reserved',
    'you (?:might|may) also (?:like|be interested)',
    'share this',
    'we want to hear',
    'click here (?:to|for)',
    'submit (?:your|a) letter',
    'do you want to (?:be informed|receive|know more)',
    'support (?:our|independent) journalism',
    'get (?:the|our|your) (?:latest|free|daily|weekly|best)[^.]{0,80}(?:inbox|e-?mail|newsletter)',
    '(?:this (?:web)?site|we) uses? cookies',
    'by (?:clicking|continuing|signing up)[^.]{0,80}(?:agree|accept|consent)',
    'leave a (?:comment|reply)',
    'log ?in to (?:comment|post|reply)',
    '(?:have|got) a (?:news )?tip\\?',
  ],
  '(?![\\p{L}\\p{N}]).{0,250}$',
);

/** What rights notices, subscription boxes and notes on paid links say anywhere in their few lines. */
const NOTICE = new RegExp(
  [
    '^\\s*©',
    'all rights reserved\\.?$',
    '\\bcopyrighted property of\\b',
    '\\bwritten permission must\\b',
    '\\balready a subscriber\\b',
    '\\bfirst-time subscribers\\b',
    '\\b(?:delivered|sent|straight|directly) (?:straight |directly |right )?(?:in)?to your (?:e-?mail )?(?:inbox|mailbox)\\b',
    '\\bwe may (?:earn|receive|get) an? (?:small |affiliate )*commission\\b',
    '\\b(?:sign up|subscribe) (?:to|for) (?:our|the) [^.]{0,40}(?:newsletters?|mailing list|e-?mail (?:alerts?|updates?))\\b',
    '\\bunsubscribe at any time\\b',
    '\\bour privacy policy\\b',
  ].join('|'),
  'i',
);

/** A picture's credit on a line of its own. */
const CREDIT =
  /^(?:photo(?:graph)?s?(?: by\b|:)|(?:image|photo|picture|video)s? (?:courtesy|by)\b|[\p{L} ]{0,25}credits?\s*:|(?:image|photo):)/iu;

/** Whether a line of a page is none of its article's: a label, an invitation, a notice, a credit. */
export function isBoilerplateLine(text: string): boolean {
  if (text.length < LONGEST_CREDIT && CREDIT.test(text)) return true;
  if (text.length >= LONGEST) return false;
  return LABEL.test(text) || INVITATION.test(text) || NOTICE.test(text);
}

function line(openings: readonly string[], rest: string): RegExp {
  return new RegExp(`^[^\\p{L}\\p{N}]*(?:${openings.join('|')})${rest}`, 'isu');
}
