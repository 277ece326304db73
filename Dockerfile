# Nabi in a container; docs/operating.md says how to run it. Nothing is compiled: Node runs the TypeScript as it is.
# By tag until `npm run pins` has looked up its digest, as the published CI does before it builds.
FROM node:26-slim AS base
WORKDIR /app

FROM base AS packages
COPY package.json package-lock.json ./
# The image has its own Node, so the pinned one, like everything for development, stays out.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/.bin/node node_modules/node-linux-*

FROM base
LABEL org.opencontainers.image.title="Nabi" org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production TZ=UTC NABI_HOME=/var/lib/nabi NABI_HOST=0.0.0.0 NODE_COMPILE_CACHE=/var/lib/nabi/compile-cache
ENV PATH=/app/bin:$PATH
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE NOTICE ./
COPY bin ./bin
COPY commands ./commands
COPY data ./data
COPY src ./src
COPY --chmod=0555 scripts/container.sh ./scripts/container.sh
# A new volume takes its owner from here.
RUN install -d -o node -g node -m 0700 /var/lib/nabi
USER node
VOLUME /var/lib/nabi
# Reached by Discord with NABI_TRANSPORT=http alone. The operations port, 8788, stays inside.
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.NABI_OPS_PORT || 8788) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["/app/scripts/container.sh"]
