// Before all tests: the sample content is imported once. Every worker then works on a copy of its own.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { importSample } from "./listings-api.mjs";

export default async function seed() {
  const data = await mkdtemp(join(tmpdir(), "bacheca-seeded-"));
  await importSample(data);
  // Workers inherit the environment.
  process.env.BACHECA_SEEDED_DATA = data;
  return () => rm(data, { recursive: true, force: true });
}
