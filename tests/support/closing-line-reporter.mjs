// The last line of a run, the same for every runner: "N passed, N failed". Above it, every test that passed only at its
// second attempt: worth a look, but no failure.

export default class ClosingLineReporter {
  onBegin(_config, suite) {
    this.suite = suite;
  }

  onEnd() {
    const tests = this.suite.allTests();
    for (const test of tests.filter((test) => test.outcome() === "flaky")) {
      console.log(`passed at the second attempt only: ${test.titlePath().filter(Boolean).join(" › ")}`);
    }
    const outcomes = tests.map((test) => test.outcome());
    const count = (...wanted) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
    console.log(`\n${count("expected", "flaky")} passed, ${count("unexpected")} failed`);
  }

  printsToStdio() {
    return false;
  }
}
