/**
 * Sentences that stand where Discord gives little room, by how much. The reply builder cuts what is too long, so a language
 * that overflows loses its last words; `npm run locales` and the tests find it before anybody reads it.
 */
import {
  MAX_BUTTON_LABEL,
  MAX_CHOICE_NAME,
  MAX_DESCRIPTION,
  MAX_MODAL_LABEL,
  MAX_MODAL_TITLE,
  MAX_SELECT_LABEL,
  MAX_SELECT_PLACEHOLDER,
} from '../src/message/limits.ts';

/** A path stands for itself, its plural forms and everything below it. */
const ROOM: readonly (readonly [most: number, paths: string])[] = [
  [MAX_DESCRIPTION, 'command'],
  [MAX_CHOICE_NAME, 'awards.result config.include config.pace config.replies config.style config.tone'],
  [
    MAX_BUTTON_LABEL,
    `about.filmed about.label.streaming about.music about.overview about.section again.all again.me ask.about ask.awards ask.awardsOf
     ask.card ask.cast ask.episode ask.episodes ask.help ask.nominated ask.ost ask.ostBy ask.places ask.privacy ask.progress ask.quiz
     ask.quoteRandom ask.quoteToday ask.quotesBy ask.quotesWith ask.season2 ask.sources awards.full awards.heading
     awards.nominatedButton awards.ofYear awards.showAll care.button care.gentle care.helpline cast.awardsOfPerson cast.facts.making
     cast.facts.note cast.facts.story cast.facts.trait cast.full cast.heading cast.job cast.relations cast.showList config.button
     config.screen config.undo config.unskip config.useZone correction.button episodes.facts episodes.heading episodes.next
     episodes.previous episodes.showList health.again health.lastDays health.resume health.test help.all help.setUp help.try ost.all
     ost.details ownDaily.button ownDaily.change ownDaily.resume ownDaily.stop page places.details privacy.asFile privacy.deleteMine
     privacy.deleteServer privacy.deleteYes privacy.keepIt privacy.server progress.allTitles progress.clear progress.finished
     progress.notStarted progress.private.ask progress.private.stop progress.seen progress.typeEpisode progress.unseen
     progress.watched quiz.another quiz.board.button quiz.board.join quiz.board.leave quiz.chosenWrong quiz.episode quiz.newRound
     quiz.rightChoice quote.another quote.asCard quote.asText quote.randomButton quote.shape review.asFirm review.asGentle
     review.decline review.edit review.reopen review.showApproved review.showWaiting saved.remove saved.save season.back
     season.news.subscribe season.news.unsubscribe season.remake season.rumors sources.button spoiler.show suggest.again welcome.done
     welcome.more welcome.notNow`,
  ],
  [
    MAX_SELECT_PLACEHOLDER,
    `about.more care.country cast.choose cast.goOn config.chooseZone config.pick episodes.choose mine.withdraw ost.choose
     progress.chooseEpisode progress.chooseTitle quote.bySomeoneElse saved.removeOne saved.saveOne sources.show`,
  ],
  [
    MAX_SELECT_LABEL,
    `about.details about.music about.overview cast.kind cast.young config.addDaily config.dailyOption config.everyTitle
     config.followsServer config.hint config.look config.spoilersOf config.step config.titleFollows correction.sourceHint
     correction.whatHint mine.withdrawOne progress.episode progress.episodeNamed quote.theme sources.all sources.count sources.group
     suggest.form.episodeHint suggest.form.speakerHint suggest.form.tells suggest.form.tellsNothing suggest.form.textHint`,
  ],
  // Titles and labels of forms.
  [
    Math.min(MAX_MODAL_TITLE, MAX_MODAL_LABEL),
    `config.field config.form correction.source correction.title correction.what ownDaily.form progress.form review.editHeading
     suggest.form.episode suggest.form.film suggest.form.heading suggest.form.speaker suggest.form.text`,
  ],
];

/** The most UTF-16 units the sentence of this key may have; undefined where it stands in running text. */
export function findRoom(key: string): number | undefined {
  const rooms = ROOM.filter(([, paths]) =>
    paths.split(/\s+/).some((path) => key === path || key.startsWith(`${path}.`) || key.startsWith(`${path}_`)),
  );
  return rooms.length === 0 ? undefined : Math.min(...rooms.map(([most]) => most));
}
