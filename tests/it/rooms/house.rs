//! All modules of a crate, what each path leads to, and which modules are out of order.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Import, Module, Path, absolute, modules};

/// The modules of a crate by their paths.
pub(super) struct House {
    modules: BTreeMap<Path, Module>,
}

/// One module that uses another, and the path by which it names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    pub from: Path,
    pub to: Path,
    pub named: String,
}

/// Where a path leads.
#[derive(Debug, PartialEq)]
enum Target {
    /// A module as such: nothing of it is used yet.
    Module(Path),
    /// Something that this module defines.
    Item(Path),
}

impl House {
    /// Reads files, each by its path under `src` and its text.
    pub(super) fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> House {
        House { modules: files.into_iter().flat_map(|(file, text)| modules(file, text)).collect() }
    }

    /// The module paths under `room`, itself included, without those that only tests see.
    pub(super) fn under(&self, room: &str) -> Vec<&Path> {
        self.modules.keys().filter(|path| path.first().is_some_and(|head| head == room) && !self.is_test(path)).collect()
    }

    /// Whether some module above declares this one, or one around it, for tests only.
    fn is_test(&self, path: &[String]) -> bool {
        (1..=path.len()).any(|n| {
            let parent = self.modules.get(&path[..n - 1]);
            parent.is_some_and(|parent| parent.children.iter().any(|child| child.name == path[n - 1] && child.test))
        })
    }

    /// Which module of the room uses which other, in code that is not for tests; each pair once.
    pub(super) fn uses(&self, room: &str) -> Vec<Use> {
        let mut uses = BTreeMap::new();
        for from in self.under(room) {
            for (to, named) in self.named_by(from) {
                let inside = to.first().is_some_and(|head| head == room) && to != *from && !self.is_test(&to);
                if inside {
                    uses.entry((from.clone(), to)).or_insert(named);
                }
            }
        }
        uses.into_iter().map(|((from, to), named)| Use { from, to, named }).collect()
    }

    /// The modules whose items a module names. What a parent only passes on from its children does not count.
    fn named_by(&self, from: &Path) -> Vec<(Path, String)> {
        let module = &self.modules[from];
        let mut found = Vec::new();
        let passed_on: BTreeSet<&Path> = module.imports.iter().filter(|i| i.passed_on).map(|i| &i.path).collect();
        for named in module.named.iter().filter(|named| !named.test) {
            if let Some(Target::Item(to)) = self.target(from, &named.path, 0) {
                let only_passed_on = to.starts_with(from) && passed_on.contains(&named.path);
                if !only_passed_on {
                    found.push((to, named.path.join("::")));
                }
            }
        }
        for import in module.imports.iter().filter(|import| import.name == "*" && !import.test) {
            if let Some(Target::Module(to)) = self.target(from, &import.path, 0)
                && !(import.passed_on && to.starts_with(from))
            {
                found.push((to, format!("{}::*", import.path.join("::"))));
            }
        }
        found
    }

    /// Where a path leads that `from` names: through the modules, and through what they import from each other.
    fn target(&self, from: &[String], path: &[String], depth: usize) -> Option<Target> {
        let (mut at, rest) = match absolute(from, path) {
            Some(path) => (Path::new(), path),
            None => (from.to_vec(), path.to_vec()),
        };
        let relative = absolute(from, path).is_none();
        for (n, word) in rest.iter().enumerate() {
            let below: Path = at.iter().chain([word]).cloned().collect();
            if self.modules.contains_key(&below) {
                at = below;
                continue;
            }
            let remaining = &rest[n + 1..];
            if self.modules.get(&at).is_some_and(|module| module.items.contains(word)) {
                return Some(Target::Item(at));
            }
            return match self.imported(&at, word, remaining, depth) {
                Some(target) => Some(target),
                // A word that this file neither declares nor imports: of another crate, or of its own making.
                None if relative && n == 0 => None,
                None => Some(Target::Item(at)),
            };
        }
        Some(Target::Module(at))
    }

    /// Where a name leads that `module` imports, and what follows it.
    fn imported(&self, module: &Path, word: &str, remaining: &[String], depth: usize) -> Option<Target> {
        if depth > 16 {
            return None;
        }
        let imports = &self.modules.get(module)?.imports;
        let follow = |import: &Import, path: Path| {
            let into_itself = import.path.first().is_some_and(|head| head == word) && import.path.len() == 1;
            (!into_itself).then(|| self.target(module, &path, depth + 1)).flatten()
        };
        if let Some(import) = imports.iter().find(|import| import.name == word) {
            return follow(import, [&import.path, remaining].concat());
        }
        let open = imports.iter().filter(|import| import.name == "*");
        open.filter(|import| self.defines(module, import, word)).find_map(|import| {
            follow(import, import.path.iter().cloned().chain([word.to_owned()]).chain(remaining.iter().cloned()).collect())
        })
    }

    /// Whether a `use x::*` brings in a name of this spelling.
    fn defines(&self, module: &Path, import: &Import, word: &str) -> bool {
        let Some(Target::Module(open)) = self.target(module, &import.path, 16) else { return false };
        self.modules.get(&open).is_some_and(|open| {
            open.items.iter().any(|item| item == word)
                || open.children.iter().any(|child| child.name == word)
                || open.imports.iter().any(|import| import.name == word)
        })
    }

    /// What is out of order in a room, one sentence for each pair of modules.
    pub(super) fn faults(&self, room: &str) -> Vec<String> {
        let uses = self.uses(room);
        let mut faults = Vec::new();
        for found in &uses {
            let common = found.from.iter().zip(&found.to).take_while(|(a, b)| a == b).count();
            match (found.from.get(common), found.to.get(common)) {
                (Some(below), Some(above)) if !self.is_listed_above(&found.to[..common], above, below) => {
                    faults.push(format!("{} names {}, which is not above it", name(&found.from), found.shown()));
                }
                (Some(_), None) if reaches(&uses, &found.to, &found.from) => {
                    faults.push(format!("{} names {}, which uses it in turn", name(&found.from), found.shown()));
                }
                _ => {}
            }
        }
        faults
    }

    fn is_listed_above(&self, parent: &[String], above: &str, below: &str) -> bool {
        let children = self.modules.get(parent).map(|parent| &parent.children[..]).unwrap_or_default();
        let place = |name: &str| children.iter().position(|child| child.name == name);
        matches!((place(above), place(below)), (Some(a), Some(b)) if a < b)
    }

    /// How many modules of the room are part of a circle.
    pub(super) fn in_circles(&self, room: &str) -> usize {
        let uses = self.uses(room);
        self.under(room).iter().filter(|path| reaches(&uses, path, path)).count()
    }

    /// The modules that no `mod` declares: files that are not read.
    pub(super) fn lost(&self) -> Vec<String> {
        let declared = |path: &Path| {
            path.split_last().is_none_or(|(last, parent)| {
                self.modules.get(parent).is_some_and(|parent| parent.children.iter().any(|child| child.name == *last))
            })
        };
        self.modules.keys().filter(|path| !declared(path)).map(|path| name(path)).collect()
    }
}

impl Use {
    fn shown(&self) -> String {
        format!("{} ({})", name(&self.to), self.named)
    }
}

fn name(path: &[String]) -> String {
    path.join("::")
}

/// Whether uses lead from one module to another, over at least one step.
fn reaches(uses: &[Use], from: &Path, to: &Path) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(at) = open.pop() {
        for next in uses.iter().filter(|found| found.from == *at).map(|found| &found.to) {
            if next == to {
                return true;
            }
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}
