/**
 * What `work` gives, or what `late` gives where that takes longer than `ms`. Rejects as the work does; late work goes on, unless `late`
 * ends it, and nobody hears of it any more.
 */
export async function withinMs<Done, Late>(ms: number, work: Done | PromiseLike<Done>, late: () => Late): Promise<Done | Late> {
  const limit = Promise.withResolvers<Late>();
  const timer = setTimeout(() => limit.resolve(late()), ms);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
