// The last line of a run, the same words whatever the runner: "N passed, N failed".

export default class ClosingLineReporter {
  onBegin(_config, suite) {
    this.suite = suite;
  }

  onEnd() {
    const outcomes = this.suite.allTests().map((test) => test.outcome());
    const count = (...wanted) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
    console.log(`\n${count("expected", "flaky")} passed, ${count("unexpected")} failed`);
  }

  printsToStdio() {
    return false;
  }
}
