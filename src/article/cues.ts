/** What kind of reporting a cue does; the attribution model learns a weight for each kind. */
export const CueClass = {
  none: 0,
  /** say */
  say: 1,
  /** tell: the hearer follows it */
  tell: 2,
  /** add, continue, go on: the same speaker as before */
  goesOn: 3,
  /** write, tweet, post, publish */
  write: 4,
  /** state, argue, note, explain, … */
  report: 5,
  /** call, describe, label, dismiss, …: the words stand for the thing spoken of */
  call: 6,
  /** think, believe, fear, hope, … */
  think: 7,
  /** ask, reply, respond, answer */
  ask: 8,
  /** speak, talk, read, sing, show, embrace, promise, …: reporting only with marks beside it */
  weak: 9,
  /** any other verb */
  other: 10,
  /** is, are, was, were */
  be: 11,
} as const;

export type CueClass = (typeof CueClass)[keyof typeof CueClass];

export interface Cue {
  readonly kind: CueClass;
  /** The -ing form: "saying", "calling". */
  readonly gerund: boolean;
  /** The past or the third person: a finite verb. */
  readonly finite: boolean;
}

const VERBS: readonly (readonly [CueClass, string])[] = [
  [CueClass.say, 'say/said'],
  [CueClass.tell, 'tell/told assure inform remind notify brief'],
  [CueClass.goesOn, 'add continue conclude repeat reiterate echo'],
  [CueClass.write, 'write/wrote/written tweet retweet post publish text email blog type'],
  [
    CueClass.report,
    'state argue note explain declare insist announce report claim warn caution recall joke quip ' +
      'remark observe comment assert admit acknowledge concede contend lament complain predict vow ' +
      'pledge promise suggest stress emphasize emphasise exclaim shout yell scream cry murmur mutter ' +
      'whisper quote testify urge maintain boast brag confess confirm affirm profess proclaim clarify ' +
      'elaborate opine reveal disclose recount allege charge counter retort rebut protest ' +
      'object interject deadpan muse marvel mumble chant holler bellow growl snap scoff crow gush ' +
      'stipulate underscore hint imply advise recommend threaten swear/swore/sworn attest ' +
      'pronounce portray communicate relay convey signal tout divulge hear/heard intone enthuse thunder ' +
      'sneer chide chime implore plead beg deny explode shoot/shot fire volunteer surmise',
  ],
  [
    CueClass.call,
    'call describe label dub deem brand term characterize characterise blast slam criticize criticise ' +
      'mock dismiss praise denounce condemn accuse ridicule hail rip deride decry lambast lambaste ' +
      'refer liken compare cast paint tag nickname name title hammer knock rail berate scold attack ' +
      'decried bash assail rebuke trash thank congratulate applaud commend salute champion defend blame ' +
      'disparage lash depict define decry skewer excoriate castigate chastise celebrate credit',
  ],
  [
    CueClass.think,
    'think/thought believe feel/felt hope fear worry expect doubt know/knew/known consider view regard ' +
      'wonder assume guess suspect agree disagree conclude find/found decide determine learn see/saw/seen ' +
      'understand/understood realize realise imagine estimate assess judge deem reckon want wish need ' +
      'prefer like hate love fantasize dream/dreamt reason figure',
  ],
  [CueClass.ask, 'ask reply respond answer question inquire query rejoin press demand'],
  [
    CueClass.weak,
    'speak/spoke/spoken talk read sing/sang/sung show indicate focus embrace support oppose offer discuss address ' +
      'mention cite raise reject deliver issue release give/gave/given use begin/began/begun open close end ' +
      'start finish propose point sum put include feature list headline entitle hold/held carry ' +
      'declare appear advertise identify highlight advocate express voice share sign utter ' +
      'outline detail document present provide make/made/made take/took/taken go/went/gone come/came ' +
      'try seek/sought require allow set act note push plan intend aim work swing/swung turn laugh smile nod sigh ' +
      'shrug gesture grin chuckle agree vent rage fume appeal apologize apologise commit refuse return contain ' +
      'attribute record instruct order direct command encourage invite lead/led teach/taught warn joke nominate ' +
      'endorse back concur approve disapprove exhort challenge dispute contest criticise lecture preach ' +
      'run/ran repeat demand keep/kept campaign argue draw/drew',
  ],
];

const IRREGULAR_ING: Readonly<Record<string, string>> = { refer: 'referring', quip: 'quipping' };

/** Reporting words by form, lower case. Earlier classes win where a verb stands in several. */
export const CUES: ReadonlyMap<string, Cue> = forms();

function forms(): ReadonlyMap<string, Cue> {
  const map = new Map<string, Cue>();
  const put = (form: string, kind: CueClass, gerund: boolean, finite: boolean): void => {
    if (!map.has(form)) map.set(form, { kind, gerund, finite });
  };
  for (const [kind, list] of VERBS) {
    for (const entry of list.split(' ')) {
      const [lemma = '', past, participle] = entry.split('/');
      put(third(lemma), kind, false, true);
      put(past ?? regularPast(lemma), kind, false, true);
      if (participle) put(participle, kind, false, true);
      put(lemma, kind, false, false);
      put(ing(lemma), kind, true, false);
    }
  }
  return map;
}

function third(lemma: string): string {
  if (/(?:s|x|z|ch|sh|o)$/.test(lemma)) return `${lemma}es`;
  if (/[^aeiou]y$/.test(lemma)) return `${lemma.slice(0, -1)}ies`;
  return `${lemma}s`;
}

function regularPast(lemma: string): string {
  if (lemma.endsWith('e')) return `${lemma}d`;
  if (/[^aeiou]y$/.test(lemma)) return `${lemma.slice(0, -1)}ied`;
  if (doubles(lemma)) return `${lemma}${lemma.at(-1)}ed`;
  return `${lemma}ed`;
}

function ing(lemma: string): string {
  const irregular = IRREGULAR_ING[lemma];
  if (irregular) return irregular;
  if (lemma.endsWith('ee')) return `${lemma}ing`;
  if (lemma.endsWith('e')) return `${lemma.slice(0, -1)}ing`;
  if (doubles(lemma)) return `${lemma}${lemma.at(-1)}ing`;
  return `${lemma}ing`;
}

function doubles(lemma: string): boolean {
  return /^(?:quip|slam|admit|refer|brag|dub|rip|snap|nod|plan|chat|tag|commit|beg|get|put|set|run|swim|begin|rebut|concur|grin)$/.test(
    lemma,
  );
}

/** Whether a verb reports words (not just any verb of the text). */
export function reports(cue: Cue | undefined): cue is Cue {
  return cue !== undefined && cue.kind <= CueClass.weak;
}
