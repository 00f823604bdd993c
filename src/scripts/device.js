// What the device does for the app: keeps it for when there is no network, brings it up to date, puts it on the home
// screen. Nothing of this is needed to read and to apply, so it comes last: src/scripts/start.js loads it when all is quiet.

import "./device/install.js";
import "./device/push.js";
import { startWorker } from "./device/worker.js";

startWorker();
