# Stands in for Open WebUI: serves its health, and ends at once without a database that it could reach.
case "${DATABASE_URL:-}" in
postgresql://?*:?*@postgres:5432/?*) nc -w 5 postgres 5432 </dev/null && test -n "$WEBUI_SECRET_KEY" && exec serve 8080 ;;
esac
echo 'DATABASE_URL or WEBUI_SECRET_KEY is missing, or the database does not answer' >&2
exit 1
