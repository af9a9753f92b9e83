/** What a word can be in a name or a description of a speaker; one bit each. */
export const Word = {
  title: 1,
  /** Noun for a person by role: spokesman, analyst, voter. */
  person: 2,
  /** Noun for a body of people: ministry, police, campaign. */
  group: 4,
  /** Noun for something that says words: report, statement, poll, ad. */
  document: 8,
  /** Word that makes a capitalised name an institution's: Department, Institute, Times. */
  institution: 16,
  /** May begin a sentence with a capital without being a name. */
  common: 32,
  calendar: 64,
  preposition: 128,
  determiner: 256,
  auxiliary: 512,
  adverb: 1024,
  particle: 2048,
  conjunction: 4096,
  pronoun: 8192,
  /** Given names and titles that agree with he or she. */
  male: 16384,
  female: 32768,
  /** A country or a capital: never a surname. */
  place: 65536,
} as const;

const LISTS: readonly (readonly [number, string])[] = [
  [
    Word.title,
    'mr mrs ms miss dr prof professor sen senator rep representative congressman congresswoman gov governor ' +
      'president vice deputy chairman chairwoman chair chief secretary minister prime foreign interior defense defence ' +
      'general gen lt col colonel maj major capt captain sgt sergeant officer admiral adm ambassador king queen prince ' +
      'princess pope bishop archbishop cardinal rabbi rev reverend sheikh sheik imam mullah maulvi mawlawi maulana ' +
      'judge justice sheriff mayor commissioner director former ex acting first second senior lady lord sir dame ' +
      'leader majority minority whip speaker attorney spokesman spokeswoman spokesperson democratic republican ' +
      'presidential candidate nominee front-runner frontrunner co-chair lieutenant brigadier commander co-founder ' +
      'founder analyst strategist correspondent reporter host anchor editor columnist author activist ceo house ' +
      'senate state u.s us undersecretary under-secretary envoy special assistant associate press manager ' +
      'adviser advisor pollster consultant executive candidate chancellor premier comrade brig hon saint st ' +
      'detective inspector agent father mother brother sister uncle aunt pastor coach detective superintendent sr rapporteur secretary-general under-secretary-general actor actress singer',
  ],
  [
    Word.person,
    'spokesman spokeswoman spokesperson spokesmen spokespeople spokespersons official officials analyst analysts expert ' +
      'experts critic critics supporter supporters voter voters man woman men women person people reporter ' +
      'reporters journalist journalists lawyer lawyers attorney attorneys aide aides adviser advisers advisor advisors ' +
      'strategist strategists senator senators congressman congresswoman representative representatives governor governors ' +
      'president candidate candidates nominee leader leaders lawmaker lawmakers legislator legislators ' +
      'politician politicians activist activists advocate advocates researcher researchers scientist scientists scholar ' +
      'scholars professor professors student students teacher teachers resident residents citizen citizens ' +
      'friend friends father mother son daughter brother sister wife husband parents parent family families child children ' +
      'kid kids boy girl girls boys doctor doctors nurse soldier soldiers officer officers commander commanders ' +
      'general minister ministers ambassador diplomat diplomats mayor judge judges justice justices secretary director ' +
      'chairman chairwoman chair chief chiefs head executive ceo founder co-founder owner owners manager managers ' +
      'operative operatives donor donors consultant consultants pollster pollsters organizer organizers volunteer ' +
      'volunteers delegate delegates insider insiders conservative conservatives liberal liberals republican ' +
      'republicans democrat democrats observer observers author authors writer writers editor editors columnist ' +
      'columnists host anchor moderator commentator commentators pundit pundits historian economist economists ' +
      'worker workers farmer farmers businessman businesswoman billionaire mogul tycoon pastor priest imam ' +
      'veteran veterans victim victims witness witnesses survivor survivors protester protesters demonstrator ' +
      'demonstrators opponent opponents rival rivals colleague colleagues ally allies source sources neighbor neighbors ' +
      'guest guests speaker speakers fan fans crowd audience member members staffer staffers employee employees ' +
      'investigator investigators prosecutor prosecutors detective sheriff agent agents militant militants fighter fighters ' +
      'refugee refugees migrant migrants villager villagers elder elders cleric clerics envoy envoys king queen prince pope ' +
      'lady actor actress singer artist comedian director producer coach player superdelegate superdelegates ' +
      'hopeful front-runner frontrunner politico politicos mom dad uncle aunt grandmother grandfather cousin ' +
      'constituent constituents taxpayer tenant caller skeptic skeptics guy guys jihadist terrorist terrorists ' +
      'gunman shooter suspect driver physician counsel educator evangelical evangelicals christian christians muslim muslims ' +
      'commissioner commissioners rapporteur rapporteurs secretary-general under-secretary-general undersecretary ' +
      'americans american independents independent youth teenager analysts premier chancellor spokesmen ' +
      'respondent respondents participant participants attendee attendees heckler hecklers someone somebody everyone everybody anyone one',
  ],
  [
    Word.group,
    'ministry government administration campaign department agency office police military army navy party committee ' +
      'commission council court senate house congress parliament company companies firm bank union unions group groups ' +
      'organization organizations organisation organisations association foundation institute university college school church network station newspaper ' +
      'paper magazine outlet media press website site team staff board bureau embassy establishment coalition alliance ' +
      'force forces center centre club chamber corporation industry movement militia authorities authority delegation ' +
      'jury tribunal assembly cabinet kremlin pentagon nonprofit charity watchdog blog band band union states nation country city',
  ],
  [
    Word.document,
    'report reports study studies statement poll polls survey surveys article letter memo document documents ' +
      'email e-mail emails tweet post ad ads advertisement commercial video book column editorial op-ed bill law ' +
      'resolution platform speech testimony indictment complaint lawsuit suit filing ruling opinion constitution sign signs ' +
      'headline banner poster slogan script transcript release message text note blog song film movie page account ' +
      'amendment order treaty agreement declaration pledge manifesto bumper-sticker sticker t-shirt shirt flyer analysis narrator',
  ],
  [
    Word.institution,
    'department ministry institute university college council committee commission congress parliament party bank ' +
      'army navy police force forces news times post journal tribune herald guardian telegraph agency association ' +
      'foundation group center centre court office house union nations organization organisation bureau board company ' +
      'corporation corp inc co llc ltd campaign administration government service services coalition alliance network ' +
      'network radio television tv church school society club league front movement pac fund trust project initiative ' +
      'chamber federation authority assembly senate embassy pentagon kremlin street journal magazine press street conference ' +
      'caucus superpac hospital command corps guard academy exchange industries partners associates international',
  ],
  [
    Word.common,
    'the a an this that these those it its he she they we i you his her their our my your if when while as at by for from in into of on ' +
      'onto over under to with without within after before since until during through between among against about above across ' +
      'and but or nor so yet because although though even however meanwhile still also then there here now today tonight ' +
      'yesterday tomorrow what which who whom whose why how where not no yes some many most more much few several all any each every ' +
      'both either neither another other others one two three four five six seven eight nine ten only just once again ' +
      'perhaps maybe instead indeed moreover furthermore nevertheless nonetheless therefore thus hence otherwise ' +
      'according despite given like unlike just rather such asked speaking told is are was were be been being do does did has have had can could ' +
      'will would should may might must let last next first second third later earlier recently finally ultimately overall ' +
      'asked added earlier in-fact of-course well oh please thank thanks sorry more less ' +
      'back up down out off near along around beyond amid like than per via then too never always often sometimes ' +
      'nobody nothing everyone everything someone something anyone anything ' +
      'read listen click see photo image video related update updated editor subscribe sign',
  ],
  [
    Word.calendar,
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august ' +
      'september october november december jan feb mar apr jun jul aug sept sep oct nov dec',
  ],
  [
    Word.preposition,
    'of in on at by for from to with about against between among during under over after before since until through ' +
      'into near without within across behind beyond like toward towards outside inside upon amid despite versus vs via around above below',
  ],
  [
    Word.determiner,
    'the a an this that these those his her their its our my your some many several most all both another other each every no any few ' +
      'one two three four five six seven eight nine ten',
  ],
  [
    Word.auxiliary,
    'has have had is are was were be been being will would can could may might must should shall did do does ' +
      "'s 'd 'll 've 're hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't can't couldn't didn't don't doesn't cannot",
  ],
  [
    Word.adverb,
    'also later then once again even still already just never always often ever now first recently earlier subsequently ' +
      'repeatedly publicly previously simply further not long soon instead thus only once flatly quickly too yet since ' +
      'additionally both later famously explicitly reportedly initially finally jokingly',
  ],
  [Word.particle, 'de la von van der den al el bin ibn ul ur e i du da dos di le ben abu of-the y'],
  [
    Word.conjunction,
    'and but or nor so yet because although though while when if that as which where whereas who whose whom since unless until',
  ],
  [Word.pronoun, 'he she they it i we you who him her them us me his their'],
  [
    Word.place,
    'afghanistan pakistan iran india china russia turkey iraq syria israel egypt qatar uzbekistan tajikistan turkmenistan ' +
      'kazakhstan kyrgyzstan bangladesh ukraine germany france britain england italy spain japan korea canada mexico ' +
      'brazil australia america europe asia africa yemen libya lebanon jordan oman kuwait poland sweden norway denmark ' +
      'finland greece kabul kandahar herat islamabad tehran delhi beijing moscow washington london doha istanbul ankara ' +
      'balochistan waziristan punjab sindh kashmir paktia paktika nangarhar kunar khost helmand',
  ],
  [
    Word.male,
    'mr sir lord king prince congressman chairman spokesman father brother uncle mullah sheikh imam maulvi pope businessman ' +
      'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark ' +
      'donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary ' +
      'nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick ' +
      'jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy harold keith ' +
      'christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert ' +
      'willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip johnny jim ' +
      'mike bill tom dan dave bob rob rick steve chris matt ben sam ted tim tony greg jeff ken ron don ed al pete phil ' +
      'jon josh nick andy alex will chuck newt mitt marco jeb rand lindsey rudy karl barack bernie harry john hugh ' +
      'mohammad muhammad mohammed ahmad ahmed ali hassan hussein abdul ahmadullah mahmoud hamid ashraf imran khalid omar ' +
      'ibrahim yusuf ismail mustafa zabihullah suhail sirajuddin yaqoob haibatullah asif bilawal nawaz shahbaz vladimir ' +
      'xi narendra emmanuel boris antonio carlos luis miguel jorge pedro sergei dmitry viktor igor hans klaus jean pierre ' +
      'francois jacques giovanni marco paolo ian colin graham neil nigel stuart alastair simon martin glenn craig todd ' +
      'brad chad derek dean dick doug earl fred gordon howard jay joel kurt lee leo lou max ned norman oliver oscar reid ' +
      'reince corey paul trey cory elliot elliott evan gavin geoff herman ivan jared jake kirk lance liam lloyd marc marcus mario ' +
      'mitch mitchell morgan murray rex rodney ross rush stan stanley stewart stu theodore toby travis trent troy vernon victor wes wesley zach',
  ],
  [
    Word.female,
    'mrs ms miss lady dame queen princess congresswoman chairwoman spokeswoman mother sister aunt actress businesswoman ' +
      'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley ' +
      'kimberly emily donna michelle carol amanda melissa deborah stephanie dorothy rebecca sharon laura cynthia amy kathleen ' +
      'angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria ' +
      'catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea ' +
      'hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean ' +
      'alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa diana brittany doris ' +
      'kayla alexis lori marie hillary chelsea melania ivanka carly elena sonia ruth nikki kellyanne katrina anne annie ' +
      'katie kate kathy kim kristen kristin leslie liz lynn maggie mandy meg mia molly monica nina paula peggy rita robin ' +
      'rosa rose sally sheila sue suzanne tammy tara tina tracy vanessa wendy yvonne angelina fatima aisha malala zahra ' +
      'maryam khadija amina leila farah sima angela ursula theresa jane jill jan debbie claire ellen eva gina heidi huma ' +
      'jackie jenna jenny jo josephine joanna kirsten kirstie lucy loretta madeleine megyn melanie mika naomi norah olga priscilla renee ' +
      'roberta ruby sabrina samantha sandy shannon shelly stacy susana sylvia valerie veronica vicki vivian annalena melanie gwen dana donna',
  ],
];

/** Bits of each known word, lower case. */
export const NAME_WORDS: ReadonlyMap<string, number> = build();

function build(): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  for (const [bit, list] of LISTS) {
    for (const word of list.split(' ')) map.set(word, (map.get(word) ?? 0) | bit);
  }
  return map;
}
