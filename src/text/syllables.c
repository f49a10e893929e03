/*
 * text/syllables.c - seams of compounds, and syllables that begin and end as words do.
 *
 * The one idea: in these languages a word is divided well where a known second part of compounds begins;
 * elsewhere the consonants between two vowels are shared out so that both sides can be spoken. The patterns
 * are kept where they agree with that, moved where they do not, and helped out where they are silent.
 */
#include "text/syllables.h"

#include <string.h>

enum {
    FEWEST_BEFORE_SEAM = 3,
    FEWEST_OF_COMPOUND = 4,   /* letters before a seam that is no prefix's */
    NEAR_SEAM = 4,            /* letters from such a seam: a division there is a poor one */
    FEWEST_BEFORE_LINKED = 2, /* letters before the ending, a vowel among them: not in springskole */
    SILENT_STRETCH = 6,       /* letters without a division, from which on the rules help out */
    FEWEST_APART = 2,         /* letters between such a division and others */
    FEWEST_IN_FRONT = 2,      /* letters between it and the ends of the word */
    FEWEST_BEHIND = 3
};

typedef struct Sounds {
    Str heads;   /* consonants that begin a syllable */
    Str tails;   /* that end one, besides any single one but h and q; -s and -t may follow */
    Str linked;  /* endings that always take a linking s before another word */
    Str bare;    /* what ends so and takes none */
    Str firsts;  /* parts that a word begins with, and no other word so if consonants follow */
    Str seconds; /* beginnings of words that often stand last in compounds, where patterns go wrong; what
                    stands before a hyphen must stand before the seam, where others have the same letters */
} Sounds;

#define HEADS                                                                                    \
    " b bj bl br c ch chr cl cr d dj dr dv f fj fl fr g gh gj gl gn gr h hj hv j k kj kl kn kr " \
    "kv l m mj n nj p ph pj pl pr ps q r rh s sc sch scr sj sk skj skl skr skv sl sm sn sp spj " \
    "spl spr st stj str sv t th tj tr tv v vr w x z "
#define TAILS                                                                                    \
    " bn ck ct dl dt ft gl gn gt jd jl jn jr jt kt ld lf lg lk lm lp lsk lt lv mp msk nc nd ng " \
    "nk nsk nt pt rb rd rf rg rk rl rm rn rp rsk rt rv sk sm sp ss st vl vn "
#define DOUBLED " bb dd ff gg kk ll mm nn pp rr ss tt "

static const Sounds DANISH = {
    .heads = STR_INIT(HEADS),
    .tails = STR_INIT(TAILS),
    .linked = STR_INIT("ing hed tet ion skab gang"),
    .bare = STR_INIT("kring"),
    .firsts = STR_INIT("af op ud ind ned om til gen hen fore over under efter"),
    .seconds = STR_INIT(
        "adgang administr adresse advokat afdeling affald afgift afgør afhold afkast afkøl afled aflever "
        "aflys afløb afregn afskaf afskriv afsnit afspil afstand afsæt aftal aftryk afvik afvis aggreg "
        "akademi aktie aktivitet alarm e-alder s-alder ambassad ambition analyse anbefal anfør angiv "
        "angreb anlæg anmeld annonc ansat ansvar ansæt ansøg antal anvend anvis apparat arbejd d-areal "
        "e-areal arealer g-areal s-areal t-areal arkitekt arkiv arrang e-art artikel r-arv assist attest "
        "automat autor e-avis gs-avis bespar bestyr bjerg bjælke budget bøge centr deklar direk drenge "
        "effekt eftersyn egenskab e-eje ejendom a-ejer d-ejere er-ejer ig-ejer il-ejer kov-ejer kt-ejer "
        "rd-ejer sk-ejer und-ejer s-eje selv-eje vat-eje eksamen eksempel eksempl eksperiment ekspert "
        "eksport element e-elev s-elev energi for-en e-enhed s-enhed er-enskomst entrepren epid erfaring "
        "erhverv erklær erstat eventyr foranst forbrug forhandl forsik forsyn forvalt fremskriv føds "
        "hjem hjerte hjul hjælp idræt import indbrud indbygg indehav indeks indflyd indfør indgang "
        "indgreb indhold individ indkomst indkøb indlæg indlæs indmeld indpak indret indsam indsats "
        "indsigt indskriv indskud indslag indstil indtast indtryk indtægt industri indvandr indvend "
        "indvie indvind infektion inform ingeni initiativ inspekt instans institu instru integr interess "
        "invest isoler kasse kjole klasse klima klinik klub knap kniv knude kommun ens-komst kraft krav "
        "kvalitet kvarter kvinde kvote lejer lukning vands-luk marked maskin materiale medarb model "
        "musik mærk navn objekt offensiv offent officer e-olie omfang omgang omkost omlægning område "
        "omsorg omsæt omtale opbevar opbyg opdater opdel operat opfat opfølg opføls opfør opgang opgave "
        "opgør ophold oplev oplys oplæg opmærks opmål opret oprindelse opring opsam opsig opslag opstil "
        "optag optim optræ optæl opvarm opvask opvæk ordbog e-ord ordfører ordning s-ord organis organ "
        "orienter e-ost overblik overflade overføls overfør overgang overhead oversigt overskrift "
        "overskud overslag oversæt overtræd overvej overvåg s-part periode personale plads planlæg plant "
        "pleje pligt politi post potential praktik prioriter pris problem proces produ profil prognos "
        "program projekt præst prøv psyk pulje rapport register regle renover ressourc resul rivning "
        "rute shop side sjæl skade skema skib skift skilt skole skov skrift skyld slagsmål slukning "
        "snegl spil splid spred sprog spørg stander station stigning straf strand strategi struktur "
        "strækning strøm stykke styrelse styring støtte supp an-svar svejs svend syge system sæson teat "
        "tilbud tilladelse tillid tillæg tilpas tilskud tilslut tilsyn tjeneste trafik transport trekant "
        "træning tunnel udbet udbud udbyd udbyg udbytte uddan uddel uddrag udfald udfordr udform udfør "
        "udgang udgave udgift udgiv udjævn udkast udland udlej udlæg udlån udnyt udprøv udruls udsend "
        "udsigt udskift udskriv udstil udstyr udsæt udtag udtryk udvalg udveks udvid udvik uheld ulykke "
        "undergrund underhold underret underskrift underskud understøt undersøg undervis undtag ungdom "
        "universitet vurder ydelse ændring økonom ønske e-øvel s-øvel øvrig åbning bs-år e-år er-år "
        "get-år årig lv-år"),
};

static const Sounds NORWEGIAN = {
    .heads = STR_INIT(HEADS),
    .tails = STR_INIT(TAILS DOUBLED),
    .linked = STR_INIT("ing het tet jon skap gang"),
    .bare = STR_INIT("kring"),
    .firsts = STR_INIT("av opp ut inn ned om til hen fore over under etter"),
    .seconds = STR_INIT(
        "adgang administr adresse advokat aktivitet analyse anbefal angrep anlegg ansatt ansvar ansøk "
        "antall anvend apparat arbeid areal arkitekt arkiv arrang artikkel automat avdeling avgift "
        "avgjør avhengig avstand avtal egenskap eiendom d-eier e-eier eksamen eksempel ekspert eksport "
        "element e-elev endring energi for-en e-enhet s-enhet erfaring erklær erstat e-evne s-evne "
        "idrett import industri inform inngang innhold innkjøp innlegg innsats innstil inntekt innvandr "
        "institu instru integr interess invest klima komit krav objekt offentlig omfang område omsorg "
        "operasj oppdater oppdrag oppfølg oppgav oppleg opplev opplys opplæring opprett oppsett oppslag "
        "organ orienter overflat overfør overgang oversett oversikt overvåk parti personal plass plikt "
        "prioriter pris problem produ profil program prosess prosjekt sjuke strategi tillegg tilskudd "
        "tilsyn tiltak trafikk transport ulykke undersøk undervis ungdom universitet unntak utbygg "
        "utdann utfordr utform utført utgang utgave utgift utgiv utlån utnytt utred utrull utsikt utstyr "
        "utvalg utvid utvik økonom ønske øvelse åpning"),
};

enum { BUCKETS = 32 };

/* The beginning of a second part, and what must stand before it. */
typedef struct Second {
    Str before, letters;
} Second;

struct Syllables {
    const Sounds *sounds;
    Second *seconds[BUCKETS]; /* by their first letter */
    size_t counts[BUCKETS], capacities[BUCKETS];
};

/* A word, its letters small. */
typedef struct Letters {
    const uint32_t *codes;
    size_t count;
    uint8_t *ranks;
} Letters;

/* Swedish and German have patterns that know their compounds. */
static const Sounds *find_sounds(Str language) {
    Str tag = str_slice(language, 0, str_find(language, '-'));
    if (str_equal(tag, STR("da")))
        return &DANISH;
    bool norwegian = str_equal(tag, STR("nb")) || str_equal(tag, STR("nn")) || str_equal(tag, STR("no"));
    return norwegian ? &NORWEGIAN : NULL;
}

static size_t bucket_of(uint32_t code) {
    return code % BUCKETS;
}

const Syllables *syllables_new(Arena *arena, Str language) {
    const Sounds *sounds = find_sounds(language);
    if (!sounds)
        return NULL;
    Syllables *syllables = ARENA_NEW(arena, Syllables);
    syllables->sounds = sounds;
    Str rest = sounds->seconds, entry;
    while ((entry = str_next_word(&rest)).length > 0) {
        size_t hyphen = str_find(entry, '-'), begin = hyphen < entry.length ? hyphen + 1 : 0,
               offset = begin;
        size_t bucket = bucket_of(utf8_next(entry, &offset));
        Second second = {str_slice(entry, 0, begin ? hyphen : 0), str_slice(entry, begin, entry.length)};
        LIST_PUSH(arena, syllables->seconds[bucket], syllables->counts[bucket],
                  syllables->capacities[bucket], second);
    }
    return syllables;
}

bool syllables_is_vowel(uint32_t letter) {
    static const Str vowels = STR_INIT("aeiouyæøåäöüéèêëáàâíïîóòôúùûœ");
    for (size_t offset = 0; offset < vowels.length;)
        if (utf8_next(vowels, &offset) == letter)
            return true;
    return false;
}

/* ---- sounds ----------------------------------------------------------------------------------- */

/* Whether the consonants from..to stand in a list, each entry of which has a space on both sides. */
static bool is_listed(Str list, const Letters *word, size_t from, size_t to) {
    char entry[8] = " ";
    size_t length = 1;
    for (size_t i = from; i < to; i++) {
        if (length + 2 >= sizeof entry || word->codes[i] >= 0x80)
            return false;
        entry[length++] = (char)word->codes[i];
    }
    entry[length] = ' ';
    return memmem(list.data, list.length, entry, length + 1) != NULL;
}

static bool can_begin(const Sounds *sounds, const Letters *word, size_t from, size_t to) {
    return from == to || is_listed(sounds->heads, word, from, to);
}

static bool can_end(const Sounds *sounds, const Letters *word, size_t from, size_t to) {
    if (from == to)
        return true;
    uint32_t last = word->codes[to - 1];
    if (to - from == 1)
        return last != 'h' && last != 'q';
    bool inflected = last == 's' || (last == 't' && to - from > 2);
    return is_listed(sounds->tails, word, from, to) || (inflected && can_end(sounds, word, from, to - 1));
}

/* Consonants from..to that include the two letters around `at`. */
static void find_run(const Letters *word, size_t at, size_t *from, size_t *to) {
    *from = *to = at;
    while (*from > 0 && !syllables_is_vowel(word->codes[*from - 1]))
        --*from;
    while (*to < word->count && !syllables_is_vowel(word->codes[*to]))
        ++*to;
}

static bool fits_at(const Sounds *sounds, const Letters *word, size_t from, size_t at, size_t to) {
    return can_end(sounds, word, from, at) && can_begin(sounds, word, at, to);
}

/* ---- mending ---------------------------------------------------------------------------------- */

static void set_only(const Letters *word, size_t from, size_t at, size_t to, uint8_t rank) {
    for (size_t i = from > 0 ? from : 1; i <= to && i < word->count; i++)
        word->ranks[i - 1] = DIVIDE_NOT;
    word->ranks[at - 1] = rank;
}

static bool begins_at(const Letters *word, size_t at, Str letters) {
    for (size_t offset = 0; offset < letters.length; at++)
        if (at == word->count || utf8_next(letters, &offset) != word->codes[at])
            return false;
    return true;
}

static bool ends_at(const Letters *word, size_t at, Str letters) {
    for (size_t end = letters.length; end > 0; end = utf8_step_back(letters, end))
        if (at == 0 || utf8_code_before(letters, end) != word->codes[--at])
            return false;
    return true;
}

/* How much of the word the longest second part that fits there speaks for; 0: none does. */
static size_t seam_length(const Syllables *syllables, const Letters *word, size_t at) {
    size_t bucket = bucket_of(word->codes[at]), longest = 0;
    for (size_t i = 0; i < syllables->counts[bucket]; i++) {
        const Second *second = &syllables->seconds[bucket][i];
        size_t length = second->before.length + second->letters.length;
        if (length > longest && begins_at(word, at, second->letters) && ends_at(word, at, second->before))
            longest = length;
    }
    return longest;
}

static bool has_seam(const Letters *word, size_t from, size_t to) {
    for (size_t at = from > 0 ? from : 1; at <= to; at++)
        if (word->ranks[at - 1] == DIVIDE_AT_SEAM)
            return true;
    return false;
}

/* Others near the seam of a compound look wrong: sundheds-forvaltning, not sundhedsfor-valtning. */
static void clear_seam(const Letters *word, size_t at) {
    size_t first = at > NEAR_SEAM ? at - NEAR_SEAM : 1;
    size_t end = at + NEAR_SEAM < word->count ? at + NEAR_SEAM : word->count - 1;
    for (size_t i = first; at >= FEWEST_OF_COMPOUND && i <= end; i++)
        if (i != at && word->ranks[i - 1] != DIVIDE_NOT)
            word->ranks[i - 1] = DIVIDE_IF_MUST;
}

/*
 * Divides before known second parts, and nowhere else between the vowels on both sides. There a seam behind
 * a linking s stays, and of two second parts the longer is the true one: bolig-lejer, not boligl-ejer.
 */
static void mark_seams(const Syllables *syllables, const Letters *word) {
    bool spoken = false;
    size_t last = 0, last_length = 0;
    for (size_t at = 1; at < word->count; at++) {
        spoken = spoken || syllables_is_vowel(word->codes[at - 1]);
        size_t length = spoken && at >= FEWEST_BEFORE_SEAM ? seam_length(syllables, word, at) : 0;
        if (length == 0)
            continue;
        size_t from, to;
        find_run(word, at, &from, &to);
        bool beaten = has_seam(word, from, to) && (last < from || last_length >= length);
        if (beaten || !can_end(syllables->sounds, word, from, at))
            continue;
        set_only(word, from, at, to + (to == at), DIVIDE_AT_SEAM);
        word->ranks[at - 2] = DIVIDE_NOT; /* a letter alone before it */
        last = at;
        last_length = length;
    }
}

/* Divides behind a first part, at the start of the word or behind a seam: af-snit, not afs-nit. */
static void mark_firsts(const Sounds *sounds, const Letters *word) {
    for (size_t start = 0; start < word->count; start++) {
        Str rest = sounds->firsts, first;
        while ((start == 0 || word->ranks[start - 1] == DIVIDE_AT_SEAM) &&
               (first = str_next_word(&rest)).length > 0) {
            size_t at = start + first.length, from, to;
            if (!begins_at(word, start, first))
                continue;
            find_run(word, at, &from, &to);
            if (to > at && to < word->count && can_begin(sounds, word, at, to) && !has_seam(word, from, to))
                set_only(word, from, at, to, DIVIDE_WELL);
        }
    }
}

/* Moves a division that leaves something unspeakable to the nearest place that does not. */
static void move_division(const Sounds *sounds, const Letters *word, size_t at) {
    size_t from, to;
    find_run(word, at, &from, &to);
    if (from == 0 || to == word->count || fits_at(sounds, word, from, at, to))
        return;
    for (size_t way = 1; way <= to - from; way++) {
        bool before = at >= from + way && fits_at(sounds, word, from, at - way, to);
        bool behind = at + way <= to && fits_at(sounds, word, from, at + way, to);
        if (before || behind) {
            set_only(word, from, before ? at - way : at + way, to, DIVIDE_WELL);
            return;
        }
    }
}

/* Whether letters[0..at) end in one of the endings, with so many letters in front. */
static bool ends_in(Str endings, const Letters *word, size_t at, size_t in_front) {
    Str ending;
    while ((ending = str_next_word(&endings)).length > 0)
        if (at >= ending.length + in_front && ends_at(word, at, ending))
            return true;
    return false;
}

static bool is_linked(const Sounds *sounds, const Letters *word, size_t at) {
    size_t in_front = 0;
    while (in_front < at && !syllables_is_vowel(word->codes[in_front++]))
        continue;
    if (in_front < FEWEST_BEFORE_LINKED)
        in_front = FEWEST_BEFORE_LINKED;
    return ends_in(sounds->linked, word, at, in_front) && !ends_in(sounds->bare, word, at, 0);
}

/* Divides behind the s that links an ending to the next word, not before it. */
static void mark_links(const Sounds *sounds, const Letters *word) {
    for (size_t at = 1; at + 1 < word->count; at++) {
        if (word->codes[at] != 's' || !is_linked(sounds, word, at))
            continue;
        size_t from, to;
        find_run(word, at, &from, &to);
        if (to < word->count && can_begin(sounds, word, at + 1, to))
            set_only(word, from, at + 1, to, DIVIDE_AT_SEAM);
    }
}

static bool is_one_of(uint32_t letter, const char *letters) {
    return letter < 0x80 && strchr(letters, (int)letter) != NULL;
}

/*
 * Where the consonants between two vowels are divided, or 0. One of them goes to the next line, with an r
 * behind it two; of three or more as many as can begin a word, unless that would take a linking s along.
 */
static size_t share_out(const Sounds *sounds, const Letters *word, size_t from, size_t to) {
    size_t count = to - from, at = to - 1;
    if (count == 0)
        return 0;
    bool paired = count > 2 || (count == 2 && word->codes[at] == 'r');
    for (size_t way = from; paired && way < at; way++) {
        uint32_t first = word->codes[way], second = word->codes[way + 1];
        bool linking = (first == 's' && !is_one_of(second, "ptk")) || second == 'v';
        if (way > from && !linking && fits_at(sounds, word, from, way, to))
            return way;
        if (way == from && count == 2 && can_begin(sounds, word, way, to))
            return way;
    }
    while (at > from && !fits_at(sounds, word, from, at, to))
        at--;
    return fits_at(sounds, word, from, at, to) ? at : 0;
}

/* Adds divisions of a lower rank in the stretch from..to, in which there are none. */
static void help_out(const Sounds *sounds, const Letters *word, size_t from, size_t to) {
    if (to - from < SILENT_STRETCH)
        return;
    bool spoken = false;
    for (size_t i = from; i < to; i++) {
        if (syllables_is_vowel(word->codes[i])) {
            spoken = true;
            continue;
        }
        size_t run_from, run_to;
        find_run(word, i, &run_from, &run_to);
        size_t at = spoken && run_to < to ? share_out(sounds, word, run_from, run_to) : 0;
        bool apart = at >= from + FEWEST_APART && at + FEWEST_APART <= to;
        if (apart && at >= FEWEST_IN_FRONT && at + FEWEST_BEHIND <= word->count)
            word->ranks[at - 1] = DIVIDE_IF_MUST;
        i = run_to - 1;
    }
}

/*
 * No letter stands by itself between two divisions: landbrugs-areal, brutto-avance. It goes with what is
 * before it where it ends a stem or a loanword's: dyre-kreds, situa-tion, bio-masse.
 */
static void join_single_letters(const Letters *word) {
    for (size_t at = 1; at + 1 < word->count; at++) {
        uint8_t *before = &word->ranks[at - 1], *behind = &word->ranks[at];
        if (*before == DIVIDE_NOT || *behind == DIVIDE_NOT)
            continue;
        uint32_t earlier = word->codes[at - 1], letter = word->codes[at];
        bool ends =
            letter == 'o' || is_one_of(earlier, "iu") || (letter == 'e' && !syllables_is_vowel(earlier));
        uint8_t *kept = *before != DIVIDE_AT_SEAM && (ends || *behind == DIVIDE_AT_SEAM) ? behind : before;
        uint8_t rank = *before > *behind ? *before : *behind;
        *before = *behind = DIVIDE_NOT;
        *kept = rank;
    }
}

void syllables_mend(const Syllables *syllables, const uint32_t *letters, size_t count, uint8_t *ranks) {
    Letters word = {.codes = letters, .count = count};
    word.ranks = ranks;
    for (size_t at = 1; at < count; at++)
        if (ranks[at - 1] != DIVIDE_NOT)
            move_division(syllables->sounds, &word, at);
    mark_links(syllables->sounds, &word);
    mark_seams(syllables, &word);
    mark_firsts(syllables->sounds, &word);
    size_t start = 0;
    for (size_t at = 1; at <= count; at++)
        if (at == count || ranks[at - 1] >= DIVIDE_WELL) {
            help_out(syllables->sounds, &word, start, at);
            start = at;
        }
    join_single_letters(&word);
    for (size_t at = 1; at < count; at++)
        if (ranks[at - 1] == DIVIDE_AT_SEAM)
            clear_seam(&word, at);
}
