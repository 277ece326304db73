/**
 * @discordjs/rest looks whether there is a global FormData before it takes that of its undici, and the look alone makes Node load the undici
 * within itself: 30 ms and 20 MB. So the global one is made that of its undici first, and src/discord/requests.ts gives it an agent of the
 * same undici, which knows it. To be imported before @discordjs/rest.
 */
import { FormData } from 'undici';

// To define it would look as well; to set it does not.
Reflect.set(globalThis, 'FormData', FormData);
