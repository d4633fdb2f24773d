# syntax=docker/dockerfile:1
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates python3 python3-pip g++ make ninja-build git && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
# The image brings Node itself; mediasoup's own script fetches its worker, or builds it where that is not possible.
RUN npm ci --ignore-scripts && npm rebuild mediasoup --foreground-scripts

FROM packages AS pages
COPY tsconfig.json vite.config.ts ./
COPY src/contract src/contract
COPY sdk/src sdk/src
COPY docs docs
COPY web web
RUN node node_modules/vite/bin/vite.js build && npm prune --omit=dev --ignore-scripts

FROM node:24.21.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=pages /app/node_modules node_modules
COPY --from=pages /app/web/dist web/dist
COPY package.json tsconfig.json ./
COPY src src
COPY media media
COPY workers workers
COPY scripts scripts
USER node
EXPOSE 3000
CMD ["node", "src/main.ts"]
