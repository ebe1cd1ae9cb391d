// Starts the parts that a page has. Without script everything can still be read and judged, but for the player.
import { startPlayer } from "./player.js";
import { startKeys } from "./keys.js";
import { startForms } from "./forms.js";
import { startSignals } from "./signals.js";
import { followLearning } from "./learning.js";

const page = document.getElementById("case");
const player = page ? startPlayer(page) : null;
const signals = page ? startSignals(page) : null;
startForms();
startKeys(page, player, signals);
followLearning();
