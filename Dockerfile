# syntax=docker/dockerfile:1
# One image for the command, the Prefect server, the worker and the download page. Everything installed is pinned by
# requirements.lock with hashes; another package index is named by PIP_INDEX_URL in the environment of the build.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
ARG PIP_INDEX_URL
RUN ["python", "-m", "venv", "/opt/dateline"]
WORKDIR /src
COPY requirements.lock ./
RUN ["/opt/dateline/bin/python", "-m", "pip", "install", "--require-hashes", "--no-deps", "--requirement", "requirements.lock"]
COPY pyproject.toml README.md LICENSE ./
COPY flows flows
COPY transforms transforms
COPY expectations expectations
COPY warehouse warehouse
RUN ["/opt/dateline/bin/python", "-m", "pip", "install", "--no-deps", "--no-build-isolation", "."]
# The last image writes no byte code, and pip leaves it out where that is so; each start would compile seconds of source.
RUN ["/opt/dateline/bin/python", "-m", "compileall", "-qq", "-j", "0", "/opt/dateline/lib"]

FROM python:3.11-slim-bookworm
RUN ["useradd", "--uid", "10001", "--create-home", "--shell", "/usr/sbin/nologin", "dateline"]
RUN ["install", "--directory", "--owner=10001", "--group=10001", "/data", "/prefect", "/articles"]
COPY --from=build /opt/dateline /opt/dateline
COPY prefect.yaml /app/prefect.yaml
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DO_NOT_TRACK=1 \
    PREFECT_SERVER_ANALYTICS_ENABLED=false \
    PREFECT_HOME=/prefect \
    PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE=prefect.server.concurrency.lease_storage.filesystem \
    PREFECT_LOGGING_EXTRA_LOGGERS=dateline \
    DATELINE_DATA=/data
WORKDIR /app
USER 10001:10001
VOLUME ["/data", "/prefect"]
ENTRYPOINT ["dateline"]
CMD ["--help"]
