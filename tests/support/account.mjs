// Creates accounts as people do: sign up, open the emailed link.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "@playwright/test";

import { PASSWORD, freshEmail } from "./sign-up-form.mjs";

/** The API's emails to an address, oldest first: [{ subject, text }]. Without an SMTP server they are files. */
export async function emailsTo(server, address) {
  const folder = join(server.data, "outbox");
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.sort().map((name) => readFile(join(folder, name), "utf8")));
  return texts
    .filter((text) => new RegExp(`^To: .*${address.replaceAll(".", "\\.")}`, "m").test(text))
    .map((text) => ({ subject: /^Subject: (.*)$/m.exec(text)?.[1] ?? "", text: unquoted(text) }));
}

/** Quoted-printable (RFC 2045 §6.7), as far as links need it. */
function unquoted(text) {
  return text.replaceAll(/=\r?\n/g, "").replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

/** The path, with its fragment, that the newest email to an address links to: "/conferma-email#…". Waits for it. */
export async function emailedLink(server, address, page) {
  let link;
  await expect
    .poll(async () => {
      const links = (await emailsTo(server, address)).map(({ text }) => new RegExp(`/${page}#[\\w-]+`).exec(text)?.[0]);
      link = links.findLast(Boolean);
      return link;
    })
    .toBeTruthy();
  return link;
}

/** Creates an account with a confirmed address: { email, password }. */
export async function createAccount(server, request, { name = "Anna Prova", place } = {}) {
  const email = freshEmail();
  const headers = { origin: server.url };
  const account = { name, email, password: PASSWORD, privacy_notice_version: "2026-11", marketing_consent: false, place };
  const answer = await request.post(`${server.url}/api/v1/accounts`, { data: account, headers });
  expect(answer.status()).toBe(202);
  const token = (await emailedLink(server, email, "conferma-email")).split("#")[1];
  const confirmed = await request.put(`${server.url}/api/v1/email-confirmations/${token}`, { headers });
  expect(confirmed.status()).toBe(204);
  return { email, password: PASSWORD };
}

/** Makes an account and signs the page's browser in, without going through the form: { email, password }. */
export async function signedIn(page, server, options) {
  const account = await createAccount(server, page.request, options);
  const answer = await page.request.post(`${server.url}/api/v1/sessions`, {
    data: account,
    headers: { origin: server.url },
  });
  expect(answer.status()).toBe(204);
  // What the sign-in form notes on the device.
  await page.addInitScript(() => {
    if (!sessionStorage.getItem("prova.signed-in")) {
      sessionStorage.setItem("prova.signed-in", "1");
      localStorage.setItem("bacheca.signed-in", "1");
    }
  });
  return account;
}

/** Changes the address of the account that the page's browser is signed in to, as from another device. Returns the new one. */
export async function changeEmail(page, server, { password }) {
  const email = freshEmail();
  const headers = { origin: server.url };
  const change = { email, current_password: password };
  const asked = await page.request.put(`${server.url}/api/v1/me/email`, { data: change, headers });
  expect(asked.status()).toBe(202);
  const token = (await emailedLink(server, email, "conferma-email")).split("#")[1];
  const confirmed = await page.request.put(`${server.url}/api/v1/email-confirmations/${token}`, { headers });
  expect(confirmed.status()).toBe(204);
  return email;
}
