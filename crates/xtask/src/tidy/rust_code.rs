//! What the rules want to know of a Rust file, as `syn` reads it: comments don't count, nor does what only tests use.
//!
//! `syn` does not look into the arguments of macros, where `view!` has most of what a page is made of. Their tokens are
//! searched for the same things: paths, calls and strings.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The names of the modules that a thing stands in inside of its file; empty at the top.
pub type Scope = Vec<String>;

#[derive(Debug, Default)]
pub struct Code {
    /// What `use` brings in, one name at a time.
    pub uses: Vec<Use>,
    /// Paths of two names or more in the code, as they are written: `crate::a::b`, `web_sys::Window`.
    pub paths: Vec<Path>,
    /// Names of the items, with the modules that stand in the file itself.
    pub items: Vec<(Scope, String)>,
    /// Names of the modules that have files of their own.
    pub modules: Vec<String>,
    /// Names of the methods that are called.
    pub calls: Vec<(usize, String)>,
    pub strings: Vec<(usize, String)>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Path {
    pub scope: Scope,
    /// From 1.
    pub line: usize,
    pub names: Vec<String>,
}

#[derive(Debug)]
pub struct Use {
    pub path: Path,
    /// The name it has here; `None` for `*`.
    pub name: Option<String>,
}

impl Code {
    /// A file that the compiler refuses too is empty here.
    pub fn read(source: &str) -> Self {
        let mut reader = Reader::default();
        if let Ok(file) = syn::parse_file(source) {
            reader.visit_file(&file);
        }
        reader.code
    }

    /// Every path that is written out, in code and after `use`.
    pub fn all_paths(&self) -> impl Iterator<Item = &Path> {
        self.uses.iter().map(|one| &one.path).chain(&self.paths)
    }
}

#[derive(Default)]
struct Reader {
    code: Code,
    scope: Scope,
}

impl Reader {
    fn path(&self, line: usize, names: Vec<String>) -> Path {
        Path { scope: self.scope.clone(), line, names }
    }

    fn flatten(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        let (name, ident, names) = match tree {
            syn::UseTree::Path(path) => return self.flatten(&path.tree, &with(&path.ident)),
            syn::UseTree::Group(group) => return group.items.iter().for_each(|tree| self.flatten(tree, before)),
            syn::UseTree::Glob(glob) => (None, glob.star_token.spans.first().copied(), before.to_vec()),
            syn::UseTree::Name(name) if name.ident == "self" => {
                (before.last().cloned(), Some(name.ident.span()), before.to_vec())
            }
            syn::UseTree::Name(name) => (Some(name.ident.to_string()), Some(name.ident.span()), with(&name.ident)),
            syn::UseTree::Rename(rename) => {
                let names = if rename.ident == "self" { before.to_vec() } else { with(&rename.ident) };
                (Some(rename.rename.to_string()), Some(rename.ident.span()), names)
            }
        };
        let path = self.path(ident.map_or(1, line), names);
        self.code.uses.push(Use { path, name });
    }

    /// What a macro is given.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            match first {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) {
                        self.visit_lit_str(&text);
                    }
                }
                TokenTree::Punct(dot) if dot.as_char() == '.' => {
                    if let [TokenTree::Ident(name), TokenTree::Group(arguments), ..] = after
                        && arguments.delimiter() == Delimiter::Parenthesis
                    {
                        self.code.calls.push((line(name.span()), name.to_string()));
                    }
                }
                TokenTree::Ident(ident) => {
                    let mut names = vec![ident.to_string()];
                    while let [TokenTree::Punct(one), TokenTree::Punct(two), TokenTree::Ident(next), others @ ..] = rest
                        && one.as_char() == ':'
                        && two.as_char() == ':'
                    {
                        names.push(next.to_string());
                        rest = others;
                    }
                    if names.len() > 1 {
                        let path = self.path(line(ident.span()), names);
                        self.code.paths.push(path);
                    }
                }
                TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let (attributes, name): (&[syn::Attribute], _) = match item {
            syn::Item::Const(item) => (&item.attrs, Some(&item.ident)),
            syn::Item::Enum(item) => (&item.attrs, Some(&item.ident)),
            syn::Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
            syn::Item::Impl(item) => (&item.attrs, None),
            syn::Item::Macro(item) => (&item.attrs, item.ident.as_ref()),
            // A module in a file of its own is no item of this one.
            syn::Item::Mod(item) => (&item.attrs, None),
            syn::Item::Static(item) => (&item.attrs, Some(&item.ident)),
            syn::Item::Struct(item) => (&item.attrs, Some(&item.ident)),
            syn::Item::Trait(item) => (&item.attrs, Some(&item.ident)),
            syn::Item::Type(item) => (&item.attrs, Some(&item.ident)),
            syn::Item::Use(item) => (&item.attrs, None),
            _ => (&[], None),
        };
        if is_for_tests(attributes) {
            return;
        }
        if let Some(name) = name {
            self.code.items.push((self.scope.clone(), name.to_string()));
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.content.is_none() {
            self.code.modules.push(module.ident.to_string());
        }
        self.scope.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.scope.pop();
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.flatten(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first().filter(|_| path.segments.len() > 1) {
            let names = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            let path = self.path(line(first.ident.span()), names);
            self.code.paths.push(path);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.code.calls.push((line(call.method.span()), call.method.to_string()));
        visit::visit_expr_method_call(self, call);
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.code.strings.push((line(text.span()), text.value()));
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.visit_path(&called.path);
        self.tokens(called.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        // A comment of documentation is an attribute too.
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }
}

fn line(span: Span) -> usize {
    span.start().line
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str) -> Vec<(usize, String)> {
        Code::read(source).all_paths().map(|path| (path.line, path.names.join("::"))).collect()
    }

    #[test]
    fn every_name_after_use_is_one_path() {
        let source = "use crate::{a::{self, B as C},\n d::*};\nuse e;";
        assert_eq!(paths(source), [(1, "crate::a"), (1, "crate::a::B"), (2, "crate::d"), (3, "e")].map(own));
        let code = Code::read(source);
        let names: Vec<_> = code.uses.iter().map(|one| one.name.as_deref()).collect();
        assert_eq!(names, [Some("a"), Some("C"), None, Some("e")]);
    }

    #[test]
    fn code_is_seen_in_macros_and_attributes_and_not_in_comments_or_strings() {
        let source = "/// crate::no\nfn a(b: c::D) {\n  // crate::no\n  \
            view! { <f::G on:click=move |_| crate::h::i().unwrap()>\"crate::no\"</f::G> };\n}\n\
            #[arg(value_parser = crate::j::k)]\nstruct L;";
        let mut found = paths(source);
        found.sort();
        let wanted = [(2, "c::D"), (4, "crate::h::i"), (4, "f::G"), (4, "f::G"), (6, "crate::j::k")];
        assert_eq!(found, wanted.map(own));
        let code = Code::read(source);
        assert_eq!((code.calls, code.strings), (vec![(4, "unwrap".into())], vec![(4, "crate::no".into())]));
    }

    #[test]
    fn tests_are_left_out_and_what_follows_is_not() {
        let source = "#[cfg(test)]\nmod tests { fn t() { a::b() } }\nfn f() { c::d() }\n#[cfg(test)]\nmod more;\n\
            impl X {\n  #[cfg(test)]\n  fn t() { e::f() }\n  fn g() { h::i() }\n}";
        assert_eq!(paths(source), [(3, "c::d"), (9, "h::i")].map(own));
    }

    fn own((line, path): (usize, &str)) -> (usize, String) {
        (line, path.to_owned())
    }
}
