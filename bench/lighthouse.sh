#!/usr/bin/env bash
# Lighthouse on the kinds of pages that readers meet most: four scores out of 100 for each, and what keeps one below.
#
#     bench/lighthouse.sh ADDRESS [LANGUAGE]
#
# ADDRESS is that of a running site with demonstration content, such as the one of `make run`. Needs node and Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

address=${1:?"the address of a running site"} language=${2:-en}
lighthouse=var/lighthouse/node_modules/lighthouse/cli/index.js
if [ ! -e "$lighthouse" ]; then
    npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix var/lighthouse lighthouse@13.5.0
fi
export CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
report=$(mktemp --suffix=.json)
trap 'rm -f "$report"' EXIT

for page in / /articles/ /articles/northern-route-after-the-melt/ /authors/yin-wangchao/; do
    node "$lighthouse" "$address/$language$page" --quiet --output=json --output-path="$report" \
        --chrome-flags="--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    node -e '
        const { categories, audits } = JSON.parse(require("fs").readFileSync(process.argv[1]))
        const scores = Object.values(categories).map(each => `${each.title} ${Math.round(each.score * 100)}`)
        console.log(process.argv[2], scores.join(", "))
        for (const each of Object.values(categories))
            for (const { id, weight } of each.auditRefs)
                if (weight && audits[id].score !== null && audits[id].score < 0.9)
                    console.log("   ", each.title, id, audits[id].displayValue ?? "", audits[id].title)
    ' "$report" "/$language$page"
done
