// Offline copies, updates, installation and notifications. Reading and applying work without them, so src/scripts/start.js
// loads this last, when the page is idle.

import "./device/install.js";
import "./device/push.js";
import { startWorker } from "./device/worker.js";

startWorker();
