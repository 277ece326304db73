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
} from './limits.ts';

/** A path stands for itself, its plural forms and everything below it. */
const ROOM: readonly { readonly most: number; readonly paths: readonly string[] }[] = [
  { most: MAX_DESCRIPTION, paths: ['command'] },
  { most: MAX_CHOICE_NAME, paths: ['awards.result', 'config.tone', 'config.include', 'config.style', 'config.replies', 'config.pace'] },
  {
    most: MAX_BUTTON_LABEL,
    paths: [
      ...[
        'page',
        'sources.button',
        'cast.job',
        'cast.showList',
        'awards.showAll',
        'quote.another',
        'quote.asCard',
        'quote.asText',
        'quote.shape',
      ],
      ...[
        'care.helpline',
        'care.gentle',
        'episodes.showList',
        'episodes.previous',
        'episodes.next',
        'config.useZone',
        'config.unskip',
        'config.undo',
      ],
      ...['correction.button', 'season.news.subscribe', 'season.news.unsubscribe', 'privacy.asFile', 'privacy.deleteMine'],
      ...['privacy.server', 'privacy.deleteServer', 'privacy.deleteYes', 'privacy.keepIt'],
      ...['quiz.newRound', 'quiz.board.button', 'quiz.board.join', 'quiz.board.leave'],
      ...['again.me', 'again.all', 'progress.private.ask', 'progress.private.stop'],
      ...['config.button', 'config.screen', 'spoiler.show', 'season.back', 'season.remake', 'season.rumors'],
      ...['ask.card', 'ask.cast', 'ask.awards', 'ask.awardsOf', 'ask.nominated', 'ask.season2', 'ask.about', 'ask.places', 'ask.episode'],
      ...['ask.episodes', 'ask.ost', 'ask.ostBy', 'ask.quoteToday', 'ask.quoteRandom', 'ask.quotesBy', 'ask.quotesWith', 'ask.quiz'],
      ...['ask.sources', 'ask.progress', 'ask.privacy', 'ask.help'],
      ...[
        'about.filmed',
        'about.label.streaming',
        'about.music',
        'about.overview',
        'about.section',
        'places.details',
        'awards.full',
        'awards.heading',
      ],
      ...['awards.nominatedButton', 'cast.awardsOfPerson', 'cast.facts.making', 'cast.facts.note', 'cast.facts.story', 'cast.facts.trait'],
      ...[
        'cast.full',
        'cast.heading',
        'cast.relations',
        'episodes.facts',
        'episodes.heading',
        'ost.all',
        'ost.details',
        'quote.randomButton',
      ],
      ...[
        'saved.save',
        'saved.remove',
        'suggest.again',
        'care.button',
        'review.asGentle',
        'review.asFirm',
        'review.edit',
        'review.decline',
      ],
      ...['review.reopen', 'review.showWaiting', 'review.showApproved'],
      ...['health.resume', 'health.test', 'health.again', 'health.lastDays', 'help.setUp', 'help.all', 'help.try'],
      ...['welcome.more', 'welcome.notNow', 'welcome.done'],
      ...['progress.notStarted', 'progress.finished', 'progress.seen', 'progress.unseen', 'progress.clear', 'progress.allTitles'],
      ...['ownDaily.button', 'ownDaily.stop', 'ownDaily.change', 'ownDaily.resume'],
      ...['progress.typeEpisode', 'progress.watched', 'quiz.another', 'quiz.episode', 'quiz.rightChoice', 'quiz.chosenWrong'],
    ],
  },
  {
    most: MAX_SELECT_PLACEHOLDER,
    paths: [
      'cast.choose',
      'cast.goOn',
      'episodes.choose',
      'about.more',
      'config.chooseZone',
      'config.pick',
      'progress.chooseTitle',
      'progress.chooseEpisode',
      ...['care.country', 'saved.saveOne', 'saved.removeOne', 'mine.withdraw', 'ost.choose', 'quote.bySomeoneElse', 'sources.show'],
    ],
  },
  {
    most: MAX_SELECT_LABEL,
    paths: [
      ...['config.addDaily', 'config.dailyOption', 'config.titleFollows'],
      'cast.young',
      'cast.kind',
      'quote.theme',
      'about.overview',
      'about.details',
      'about.music',
      'progress.episode',
      ...['sources.all', 'sources.count', 'sources.group'],
      'progress.episodeNamed',
      ...['mine.withdrawOne', 'suggest.form.textHint', 'suggest.form.speakerHint', 'suggest.form.episodeHint'],
      ...['suggest.form.tells', 'suggest.form.tellsNothing'],
      ...['correction.whatHint', 'correction.sourceHint'],
      'config.look',
      'config.step',
      'config.titleFollows',
      'config.everyTitle',
      'config.spoilersOf',
      'config.followsServer',
      'config.hint',
    ],
  },
  // Titles and labels of forms.
  {
    most: Math.min(MAX_MODAL_TITLE, MAX_MODAL_LABEL),
    paths: [
      'correction.title',
      'correction.what',
      'correction.source',
      'progress.form',
      'ownDaily.form',
      'config.form',
      'config.field',
      'suggest.form.heading',
      'suggest.form.text',
      'suggest.form.speaker',
      'suggest.form.episode',
      'suggest.form.film',
      'review.editHeading',
    ],
  },
];

/** The most UTF-16 units the sentence of this key may have; undefined where it stands in running text. */
export function findRoom(key: string): number | undefined {
  const rooms = ROOM.filter(({ paths }) => paths.some((path) => key === path || key.startsWith(`${path}.`) || key.startsWith(`${path}_`)));
  return rooms.length === 0 ? undefined : Math.min(...rooms.map(({ most }) => most));
}
