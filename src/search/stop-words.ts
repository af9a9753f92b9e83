/**
 * English words that say nothing about a topic. Never indexed, never asked for; they keep their
 * place in the forward index, so distances count them.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about above after again against all also am an and any are arent as at be because been before ' +
    'being below between both but by can cannot cant could couldnt did didnt do does doesnt doing dont ' +
    'down during each either else ever few for from further had hadnt has hasnt have havent having he ' +
    'hed hell her here heres hers herself hes him himself his how however i id if ill im in into is ' +
    'isnt it its itself ive just let me might more most must mustnt my myself neither no nor not of ' +
    'off on once only or other ought our ours ourselves out over own per quite rather really same shall ' +
    'shant she shed shes should shouldnt so some such than that thats the their theirs them themselves ' +
    'then there theres these they theyd theyll theyre theyve this those though through thus to too ' +
    'under until up upon us very was wasnt we wed well were werent weve what whats when whens where ' +
    'wheres whether which while who whom whose why will with within without wont would wouldnt yes yet ' +
    'you youd youll your youre yours yourself yourselves youve'
  ).split(' '),
);

/**
 * Words with which people ask but that the answering passage need not hold. Left out of a question
 * (not of the index) as long as another word remains.
 */
export const ASKING_WORDS: ReadonlySet<string> = new Set(
  (
    'anything article articles brief briefing describe explain following give happen happened happening happens ' +
    'info information know latest like many much name named names news now please recent recently ' +
    'regarding say says show situation something summarise summarize summary tell thing things today ' +
    'update updates went whats according'
  ).split(' '),
);
