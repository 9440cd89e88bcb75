//! A phrase as tokens: words with what they are, digits, marks, each with its place.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::digits::{self, Decimal};
use super::numerals::{Numeral, numeral};
use crate::language::classes::{TATWEEL, digit_value, is_of_word};
use crate::language::clitic::{Stem, is_particle, stems};
use crate::language::fold::Folded;
use crate::language::persons::{Person, Persons};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A number word.
    Numeral(Numeral),
    /// A word of the grammar that is no number: نحو, من, عام.
    Known,
    /// A noun for people.
    Person(Person),
    /// Any other word.
    Word,
    /// Digits; `None` where they are no number.
    Digits(Option<Decimal>),
    /// A character that is neither of a word nor a space.
    Mark(char),
}

/// A word, a number or a mark of a phrase.
#[derive(Debug, Clone)]
pub(super) struct Token<'f> {
    pub(super) kind: Kind,
    /// The whole of it, folded.
    pub(super) text: &'f str,
    /// The same without what is written as one before it.
    pub(super) stem: Stem<'f>,
    /// Its folded bytes, without the particles before it.
    pub(super) place: Range<usize>,
    /// Whether nothing is between it and the token before it.
    pub(super) is_glued: bool,
}

impl Token<'_> {
    /// The number word it is.
    pub(super) fn numeral(&self) -> Option<Numeral> {
        match self.kind {
            Kind::Numeral(numeral) => Some(numeral),
            _ => None,
        }
    }

    /// The noun for people it is.
    pub(super) fn person(&self) -> Option<Person> {
        match self.kind {
            Kind::Person(person) => Some(person),
            _ => None,
        }
    }

    /// Whether it is a word, of whatever kind.
    pub(super) fn is_word(&self) -> bool {
        !matches!(self.kind, Kind::Digits(_) | Kind::Mark(_))
    }

    /// Whether it is this mark.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is joined to what is before it by و.
    pub(super) fn is_joined(&self) -> bool {
        self.stem.conjunction == Some('و')
    }

    /// Whether nothing is written as one before it but perhaps the article.
    pub(super) fn is_bare(&self) -> bool {
        self.stem.conjunction.is_none() && self.stem.preposition.is_none()
    }

    /// Whether it is a noun for people with a pronoun behind it: طفلها.
    pub(super) fn is_possessed(&self) -> bool {
        self.person().is_some() && Persons::builtin().of_stem(self.stem.text).is_none()
    }

    /// Whether it is a word of this stem with nothing before it.
    pub(super) fn is(&self, stem: &str) -> bool {
        self.is_word() && self.is_bare() && self.stem.text == stem
    }
}

/// A folded phrase and its tokens.
#[derive(Debug)]
pub(super) struct Phrase<'f> {
    source: &'f str,
    folded: &'f Folded,
    /// Words that a policy adds to those that the grammar knows.
    added: &'f HashSet<String>,
    tokens: Vec<Token<'f>>,
}

impl<'f> Phrase<'f> {
    /// Parts a phrase into tokens.
    pub(super) fn of(source: &'f str, folded: &'f Folded, added: &'f HashSet<String>) -> Self {
        let mut phrase = Self { source, folded, added, tokens: Vec::with_capacity(source.len() / 8) };
        phrase.part();
        phrase.join_particles();
        phrase.part_one_before_ten();
        phrase
    }

    /// The token of a number.
    pub(super) fn token(&self, at: usize) -> Option<&Token<'f>> {
        self.tokens.get(at)
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The bytes of the phrase that tokens come from.
    pub(super) fn source_of(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.token(tokens.start).map_or(0, |token| token.place.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.token(last));
        self.folded.source(start..last.map_or(start, |token| token.place.end))
    }

    /// How a token is spelled in the phrase, without particles.
    pub(super) fn spelling(&self, at: usize) -> &'f str {
        self.source.get(self.source_of(at..at + 1)).unwrap_or_default()
    }

    /// Whether a token bears tanwin of -an.
    pub(super) fn has_tanwin(&self, at: usize) -> bool {
        self.spelling(at).contains('\u{64B}')
    }

    fn part(&mut self) {
        let folded = self.folded;
        let text = folded.text();
        let mut at = 0;
        let mut is_glued = false;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if c.is_whitespace() {
                at += c.len_utf8();
                is_glued = false;
                continue;
            }
            let len = self.push(at, c, is_glued);
            at += len;
            is_glued = true;
        }
    }

    /// Takes the token that begins at a byte; returns how many bytes it has.
    fn push(&mut self, at: usize, first: char, is_glued: bool) -> usize {
        let text: &'f str = self.folded.text();
        let rest = text.get(at..).unwrap_or_default();
        let is_firm_space = |place: usize| {
            let space = self.source.get(self.folded.source(at + place..at + place + 1));
            // No number begins with a zero, so that any space before one groups: 5 000.
            let before_zero = rest.get(place + 1..).is_some_and(|after| after.starts_with('0'));
            before_zero || space.is_some_and(|space| matches!(space, "\u{A0}" | "\u{202F}" | "\u{2007}" | "\u{2009}"))
        };
        if let Some(run) = digits::run(rest, is_firm_space) {
            let next = rest.get(run.len..).and_then(|rest| rest.chars().next());
            let is_name = next.is_some_and(|next| next.is_ascii_alphabetic());
            let source = self.source.get(self.folded.source(at..at + run.len)).unwrap_or_default();
            let number = run.number.filter(|_| !is_name && source.chars().all(is_plain_digit));
            return self.push_digits(at, run.len, number, is_glued);
        }
        let is_part = |c: char| is_of_word(c) && !c.is_ascii_digit();
        let len: usize = rest.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        if len == 0 {
            self.tokens.push(token(rest, first.len_utf8(), at, Kind::Mark(first), is_glued));
            return first.len_utf8();
        }
        let mut token = token(rest, len, at, Kind::Word, is_glued);
        let known = stems(token.text).find_map(|stem| Some((stem, self.known(stem)?)));
        if let Some((stem, kind)) = known.or_else(|| Self::possessed(token.text)) {
            token.place.start = at + stem.start;
            (token.stem, token.kind) = (stem, kind);
        }
        self.tokens.push(token);
        len
    }

    /// Takes digits; tatweel between them is a dash (20ـ30).
    fn push_digits(&mut self, at: usize, len: usize, number: Option<Decimal>, is_glued: bool) -> usize {
        let rest: &'f str = self.folded.text().get(at..).unwrap_or_default();
        let has_tatweel = |end: usize| {
            let digits = self.source.get(self.folded.source(at + end - 1..at + end));
            digits.is_some_and(|digits| digits.ends_with(TATWEEL))
        };
        let source = self.source.get(self.folded.source(at..at + len)).unwrap_or_default();
        let dash = if source.contains(TATWEEL) { (1..len).find(|end| has_tatweel(*end)) } else { None };
        let Some(cut) = dash else {
            self.tokens.push(token(rest, len, at, Kind::Digits(number), is_glued));
            return len;
        };
        let first = rest.get(..cut).and_then(|first| digits::run(first, |_| false)).and_then(|run| run.number);
        self.tokens.push(token(rest, cut, at, Kind::Digits(first), is_glued));
        self.tokens.push(token("", 0, at + cut, Kind::Mark('-'), true));
        cut
    }

    /// What a stem is, if the grammar or the nouns know it.
    fn known(&self, stem: Stem<'_>) -> Option<Kind> {
        static KNOWN: LazyLock<HashSet<&'static str>> =
            LazyLock::new(|| WORDS.iter().flat_map(|words| words.split(' ')).collect());
        if let Some(numeral) = numeral(stem.text) {
            return Some(Kind::Numeral(numeral));
        }
        if matches!(stem.text, "اخر" | "اخرون" | "اخرين" | "اخران" | "اخريات") {
            return Some(Kind::Word);
        }
        if KNOWN.contains(stem.text) || self.added.contains(stem.text) {
            return Some(Kind::Known);
        }
        // Of two letters, a preposition makes other words: باب, كأس.
        let is_sure = stem.preposition.is_none() || stem.text.chars().nth(2).is_some();
        Persons::builtin().of_stem(stem.text).filter(|_| is_sure).map(Kind::Person)
    }

    /// A noun for people with a pronoun written as one with it, which makes it definite: عناصره.
    fn possessed(text: &str) -> Option<(Stem<'_>, Kind)> {
        stems(text).find_map(|stem| {
            let person = Persons::builtin().of_possessed(stem.text)?;
            Some((Stem { has_article: true, ..stem }, Kind::Person(person)))
        })
    }

    /// Gives digits and words the particles that are written before them on their own (و عشرون) or before digits (الـ13).
    /// Digits behind any other letters are a name.
    fn join_particles(&mut self) {
        let mut joined: Vec<Token<'f>> = Vec::with_capacity(self.tokens.len());
        for mut token in std::mem::take(&mut self.tokens) {
            let before = joined.last().filter(|before| before.is_word());
            let is_digits = matches!(token.kind, Kind::Digits(_));
            match before {
                Some(before) if is_digits && is_particle(before.text) && (token.is_glued || self.is_prefix(before)) => {
                    let all = stems(before.text).last().unwrap_or(before.stem);
                    let first = before.text.chars().next().filter(|first| matches!(first, 'و' | 'ف'));
                    token.stem.conjunction = first;
                    token.stem.has_article = all.has_article || before.text.ends_with("ال") || before.text.ends_with("لل");
                    token.is_glued = before.is_glued;
                    joined.pop();
                }
                Some(_) if is_digits && token.is_glued => token.kind = Kind::Digits(None),
                Some(before) if before.text == "و" && token.is_word() && token.stem.conjunction.is_none() => {
                    token.stem.conjunction = Some('و');
                    joined.pop();
                }
                _ => {}
            }
            joined.push(token);
        }
        self.tokens = joined;
    }

    /// Whether particles with a space behind them belong to the number that follows: و, or what tatweel draws out.
    fn is_prefix(&self, token: &Token<'_>) -> bool {
        let end = token.place.end;
        let source = self.source.get(self.folded.source(end.saturating_sub(1)..end)).unwrap_or_default();
        token.text == "و" || source.ends_with(TATWEEL)
    }

    /// وأحد is folded to واحد, one. Before ten and before tens it is و and أحد, and so it is where its hamza is written.
    fn part_one_before_ten(&mut self) {
        for at in 0..self.tokens.len() {
            if self.is_and_one(at)
                && let Some(token) = self.tokens.get_mut(at)
                && let Some(rest) = token.text.strip_prefix('و')
            {
                let start = token.text.len() - rest.len();
                token.kind = Kind::Numeral(Numeral::TeenUnit(1));
                token.stem = Stem { conjunction: Some('و'), text: rest, start, ..token.stem };
                token.place.start += start;
            }
        }
    }

    fn is_and_one(&self, at: usize) -> bool {
        if self.token(at).is_none_or(|token| token.text != "واحد") {
            return false;
        }
        let numeral = |at: usize| self.token(at).and_then(Token::numeral);
        let is_scale = |at| {
            matches!(
                numeral(at),
                Some(Numeral::Hundred | Numeral::Hundreds(_) | Numeral::Scale(_) | Numeral::ScaleDual(_) | Numeral::ScaleOpen(_))
            )
        };
        let next = self.token(at + 1);
        let is_teen = next.is_some_and(|next| next.is_bare() && next.numeral() == Some(Numeral::Ten));
        let is_tens = next.is_some_and(|next| next.is_joined() && matches!(next.numeral(), Some(Numeral::Tens(_))));
        is_teen || self.spelling(at).contains(['أ', '\u{654}']) || is_tens && at.checked_sub(1).is_some_and(is_scale)
    }
}

/// Whether a character among digits is none that only folds to one: ², ¼, ①.
fn is_plain_digit(c: char) -> bool {
    !c.is_numeric() || digit_value(c).is_some() || ('\u{FF10}'..='\u{FF19}').contains(&c)
}

fn token(rest: &str, len: usize, at: usize, kind: Kind, is_glued: bool) -> Token<'_> {
    let text = rest.get(..len).unwrap_or_default();
    let stem = Stem { conjunction: None, preposition: None, has_article: false, text, start: 0 };
    Token { kind, text, stem, place: at..at + len, is_glued }
}

/// The words that the grammar knows and that are no numbers, folded, so that particles before them are told from their
/// letters.
const WORDS: &[&str] = &[
    // Qualifiers.
    "نحو نحوا حوالي قرابه زهاء يقارب تقارب قارب قاربت مقارب يقرب تقرب يقترب تقترب يناهز تناهز ناهز ناهزت حدود تقريبا",
    "اكثر ازيد اقل ادني يقل تقل يزيد تزيد زاد زادت يزد تزد يفوق تفوق فاق فاقت يتجاوز تتجاوز تجاوز تجاوزت يتعدي تتعدي",
    "تعدي تعدت يتعد تتعد يربو تربو يرب ينيف تنيف تخطي تخطت يتخطي تتخطي متجاوزا متخطيا يقلون يقلوا يزيدون يزيدوا يتجاوزون يتجاوزوا يفوقون يتعدون يناهزون يقاربون دون الاقل الاكثر حد كحد بحد بالميه بالمايه",
    // Particles, prepositions, conjunctions.
    "من الي علي عن في بين مابين او ما مما لا لم لن ليس ليست ليسوا حتي لغايه مع ثم بل منذ مذ خلال بعد قبل عند لدي تحت فوق",
    "ضد اثر جراء بسبب بفعل حيث الذين التي الذي اللذين ان انه انهم كان كانوا قد غير سوي الا كل اي كلا كلتا كلي جميع كافه",
    "بينهم بينها بينهن بينهما منهم منها منهن معظمهم اغلبهم غالبيتهم معظمها كلهم جميعهم فيما وفق بحسب حسب",
    // Indefinite quantities.
    "عدد عددا اعداد اعدادا كثيرا مزيدا العديد عديد الكثير كثير المزيد مزيد القليل قليل بعض عده كثيرون كثيرين مجموعه عددهم عددها عددهن عدده حصيله",
    // What a number behind is no count of.
    "عام سنه عامي عامين سنتي سنتين اعوام سنوات ساعه القرن قرن رقم رقمه هاتف يوم ذكري دوره شهر",
    // What begins like a particle and is none.
    "ثلث ثلثا ثلثي ثلثين لست لستم لسنا كلم كميه كميات",
];
