# Not run here: written for operators, never built as part of this project's own tests (docs/beheer.md).
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app/site:/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=groeiportaal.settings.production DATA_DIR=/data
RUN useradd --system --uid 10001 groeiportaal && install -d -o groeiportaal /data
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
USER groeiportaal
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", \
     "--respawn-failed-workers", "groeiportaal.wsgi:application"]
