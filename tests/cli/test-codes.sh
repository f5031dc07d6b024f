#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# fecho-cli codes: every code, in every language, whatever the locale.
. "$(dirname "$0")/tap.sh"

status 0 'codes lists the registry' cli codes
has "$out" '1006 +Abnormal Closure' 'with names'
has "$out" '3000–3999' 'and ranges'

status 0 'one code is explained' cli codes 1006
has "$out" 'Usual causes' 'with its causes'
has "$out" 'What to do' 'and what to do'

LC_ALL=C LANGUAGE= status 0 'in Portuguese whatever the locale' env LC_ALL=C "$FECHO_CLI" --lang pt_BR codes
for name in 'Fechamento normal' 'Saindo' 'Erro de protocolo' 'Tipo de dado não aceito' 'Reservado' \
  'Nenhum código recebido' 'Fechamento anormal' 'Conteúdo inválido' 'Violação de política' \
  'Mensagem grande demais' 'Extensão obrigatória ausente' 'Erro interno' 'Reinício do serviço' \
  'Tente novamente mais tarde' 'Gateway recebeu resposta inválida' 'Falha na negociação TLS' \
  'Não autorizado' 'Acesso proibido' 'Tempo esgotado'; do
  has "$out" "$name" "$name"
done

# Every code in every language: no text of the JSON is the English one, and none is missing.
for lang in pt_BR pt_PT es; do
  cli --lang "$lang" codes --output json >"$work/$lang.json"
done
cli --lang en codes --output json >"$work/en.json"
is "$(/usr/bin/python3 - "$work" <<'END'
import json, pathlib, sys
read = lambda lang: json.loads((pathlib.Path(sys.argv[1]) / f'{lang}.json').read_text())
english = read('en')
for lang in ('pt_BR', 'pt_PT', 'es'):
    for row, theirs in zip(english, read(lang), strict=True):
        for key in ('name', 'description'):
            if not theirs[key] or theirs[key] == row[key]:
                print(lang, row.get('code') or row.get('first'), key)
END
)" '' 'every code has a name and a description in each language'
status 0 'in Spanish of a region' env LC_ALL=C "$FECHO_CLI" --lang es_MX codes 1006
has "$out" 'Cierre anormal' 'Spanish'
status 0 'in European Portuguese' env LC_ALL=C "$FECHO_CLI" --lang pt-PT codes 1006
has "$out" 'Fecho anormal' 'European Portuguese'
status 1 'a language of which there are two' cli --lang pt codes
has "$err" 'pt_BR, pt_PT' 'the error says which'

status 0 'as JSON' cli codes --output json 1012 4123
is "$(printf '%s' "$out" | /usr/bin/python3 -c '
import json, sys
rows = json.load(sys.stdin)
print([(r.get("code"), r.get("first"), r["registered_name"], r["class"], r["in_close"]) for r in rows])')" \
  "[(1012, None, 'Service Restart', 'server', False), (None, 4000, None, 'application', True)]" 'JSON has the columns'

status 0 'search by words' cli codes --text 'too big'
has "$out" '1009' 'finds what is meant'

status 1 'a number that is none' cli codes 70000
has "$err" '70000' 'is named'
status 1 'a language that is not shipped' cli --lang xx codes
has "$err" 'xx' 'is named'
status 1 'an unknown command' cli frobnicate
has "$err" 'frobnicate' 'is named'
done_testing
