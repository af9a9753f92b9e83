# syntax=docker/dockerfile:1
FROM node:22-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Nothing that runs in production needs an install script: libsql comes with its binaries.
RUN npm ci --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production \
    AFGHAN_BRIEF_HOME=/data \
    PORT=3000
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules ./node_modules
COPY package.json manifest.yml ./
COPY corpus ./corpus
COPY src ./src
USER node
VOLUME /data
EXPOSE 3000
# /healthz says that the process lives; a load balancer asks /readyz.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Exec form: SIGTERM reaches the bot, which finishes the answers in flight.
CMD ["node", "src/bin.js", "start"]
