// The sign-up form, found by its labels as a person does.

export const PASSWORD = "tre gatti sul tetto";

let made = 0;

/** An address that no account has. */
export function freshEmail() {
  made += 1;
  return `prova.${process.pid}.${Date.now()}.${made}@posta.example`;
}

/** The form's controls; `scope` is a page, or the part of it that the form is in. */
export function signUpForm(scope) {
  return {
    name: scope.getByRole("textbox", { name: "Nome", exact: true }),
    email: scope.getByRole("textbox", { name: "Email", exact: true }),
    // An <input type=password> has no role.
    password: scope.getByLabel("Password", { exact: true }),
    place: scope.getByRole("combobox", { name: "Dove cerchi lavoro (facoltativo)" }),
    locate: scope.getByRole("button", { name: "Usa la mia posizione" }),
    marketing: scope.getByRole("checkbox", { name: /Voglio ricevere per email/ }),
    submit: scope.getByRole("button", { name: /^Cre(a|o) l’account/ }),
    summary: scope.getByRole("alert").filter({ hasText: "C’è qualcosa da sistemare" }),
    failure: scope.getByRole("alert").filter({ hasText: "L’account non è ancora creato" }),
    done: scope.getByRole("heading", { name: "Controlla la posta" }),
  };
}

/** Name, email and password, all acceptable. */
export async function fillIn(form, { name = "Anna Prova", email = freshEmail(), password = PASSWORD } = {}) {
  await form.name.fill(name);
  await form.email.fill(email);
  await form.password.fill(password);
  return email;
}
