# The gateway as one image: non-root, fit for a read-only root file system, no compiler, no pip inside.
#   docker run --read-only --tmpfs /tmp -v isogate:/var/lib/isogate -v ./isogate.yaml:/etc/isogate/isogate.yaml:ro -p 8080:8080 isogate
FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements/server.txt requirements/build.txt requirements/
RUN pip install --quiet --require-hashes -r requirements/build.txt \
 && python -m venv --without-pip /opt/isogate \
 && pip --python /opt/isogate/bin/python install --quiet --require-hashes -r requirements/server.txt
COPY pyproject.toml LICENSE CHANGELOG.md ./
COPY gateway gateway
COPY policies policies
COPY tenants tenants
RUN pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /dist . \
 && pip --python /opt/isogate/bin/python install --quiet --no-deps --no-index /dist/*.whl \
 && cd / && /opt/isogate/bin/python -c 'from gateway.adapters.presidio_detector.detector import PresidioDetector as Made; Made()'

FROM python:3.12-slim-bookworm
# Bytecode was written while building, and beside it what the detector compiles; a read-only root could not take more.
ENV PATH=/opt/isogate/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN useradd --system --uid 10001 --home-dir /var/lib/isogate --create-home isogate
COPY --from=build /opt/isogate /opt/isogate
# The embedded store and its keys; with Redis or Valkey nothing is kept here but the master key.
VOLUME /var/lib/isogate
WORKDIR /var/lib/isogate
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=2s --start-period=15s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=1)"]
# SIGTERM drains: 25 s for calls in flight, so give the container 30 s to stop.
STOPSIGNAL SIGTERM
ENTRYPOINT ["isogate"]
CMD ["serve", "--config", "/etc/isogate/isogate.yaml"]
