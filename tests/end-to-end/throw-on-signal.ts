/** Loaded into a bot by `--import`: makes it meet, on SIGUSR2, an error nobody catches, with a secret in its message. */
process.on('SIGUSR2', () => {
  void Promise.reject(new Error(`a request with ${process.env.DISCORD_TOKEN} failed`));
});
