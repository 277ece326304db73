import { defineConfig } from 'vitest/config';

// The process runs in UTC, as the bot does; zones are tested by name.
process.env.TZ = 'UTC';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
