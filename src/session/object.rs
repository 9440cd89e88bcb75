//! Objects of a text, as data: what is selected as a whole, as it is or with what is around it.

macro_rules! objects {
    ($( #[doc = $doc:literal] $object:ident $name:literal, )*) => {
        /// Names an object of a text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Object {
            $( #[doc = $doc] $object, )*
        }

        impl Object {
            /// Holds every object, in the order of the help.
            pub const ALL: &'static [Self] = &[$( Self::$object, )*];

            /// Returns the name that keymaps use.
            pub fn name(self) -> &'static str {
                match self { $( Self::$object => $name, )* }
            }
        }
    };
}

objects! {
    #[doc = "A word; around it, the space after it."] Word "word",
    #[doc = "A clause; around it, what ends it and the space after that."] Clause "clause",
    #[doc = "A sentence; around it, the space after it."] Sentence "sentence",
    #[doc = "A paragraph; around it is nothing more."] Paragraph "paragraph",
    #[doc = "What is between quotation marks; around it, the marks."] Quoted "quoted",
    #[doc = "What is between brackets; around it, the brackets."] Bracketed "bracketed",
    #[doc = "A figure with what qualifies it; around it, the noun that is counted."] Figure "figure",
    #[doc = "The span at hand; around it, the span that it is in."] Span "span",
}

impl Object {
    /// Finds the object of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|object| object.name() == name)
    }
}
