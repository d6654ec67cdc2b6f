"""What Elasticsearch is asked: the formula of `search.ranking`, in its own words.

The boost of each clause is all that its term can bring: the weight of its concept, alternative and
share, by its level. Coverage is a sum of weights that multiplies; no script is needed, and no
figure of the server's own comes in.
"""

from search.documents import LEVELS
from search.plan import COVERAGE
from search.queries import SECTIONS

VALUES = 1000
# Up to so many pages are counted without error.
EXACT = 40_000
SCORED = [{"_score": "desc"}, {"number": "asc"}]
DATED = [{"moment": {"order": "desc", "missing": "_last"}}, *SCORED]


def matching(query):
    """Return the query for the sections that answer and may show."""
    readings = [reading_query(reading) for reading in query.readings if reading.concepts]
    found = {"must": [{"dis_max": {"queries": readings}}]}
    if query.closed:
        found["must_not"] = [{"terms": {"page": sorted(query.closed)}}]
    return {"bool": found}


def reading_query(reading):
    """Return the query of what a reading means in its language."""
    code = reading.locale
    concepts = [concept_query(code, concept) for concept in reading.concepts]
    scored = {"bool": {"should": concepts, "minimum_should_match": 1}}
    if len(concepts) > 1:
        whole = sum(concept.weight for concept in reading.concepts)
        covered = [
            weighed(holding(code, concept.terms), COVERAGE * concept.weight / whole)
            for concept in reading.concepts
        ]
        scored = multiplied(scored, [{"weight": 1 - COVERAGE}, *covered])
    phrases = [
        {"match_phrase": {"words": " ".join(phrase.words)}} for phrase in reading.plan.phrases
    ]
    only = [{"term": {"facets.language": code}}, *phrases]
    return {"bool": {"must": [scored], "filter": only}}


def concept_query(code, concept):
    """Return the query whose score is what the best alternative of a concept brings."""
    found = [alternative_query(code, one, concept.weight) for one in concept.alternatives]
    return {"dis_max": {"queries": found}}


def alternative_query(code, one, weight):
    """Return the query of an alternative: one group, or several that count for their shares."""
    groups = [
        group_query(code, group, weight * one.weight * group.share)
        for group in one.groups
        if group.terms
    ]
    if len(one.groups) == 1:
        return groups[0]
    shares = [
        weighed(holding(code, dict(group.terms)), group.share)
        for group in one.groups
        if group.terms
    ]
    some = {"bool": {"should": groups, "minimum_should_match": 1}}
    return multiplied(some, shares)


def group_query(code, group, weight):
    """Return the query whose score is a weight by the level of a group's best term."""
    leaves = [
        {
            "constant_score": {
                "filter": {"term": {"levels": f"{code}:{term}:{level}"}},
                "boost": weight * factor * level / LEVELS,
            }
        }
        for term, factor in group.terms
        for level in range(1, LEVELS + 1)
    ]
    return {"dis_max": {"queries": leaves}}


def holding(code, terms):
    """Return the filter of the sections that hold any of some terms."""
    return {"terms": {"terms": [f"{code}:{term}" for term in terms]}}


def weighed(test, weight):
    """Return a function that adds a weight where a filter holds."""
    return {"filter": test, "weight": weight}


def multiplied(query, functions):
    """Return a query whose score is multiplied by the sum of functions."""
    return {
        "function_score": {
            "query": query,
            "functions": functions,
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }


def grouped(query, names):
    """Return the request for some groups, their number, and the counts of facets."""
    chosen = {name: list(values) for name, values in query.chosen.items() if values}
    order = DATED if query.newest else SCORED
    inner = {"name": "sections", "size": SECTIONS, "sort": SCORED, "_source": False}
    return {
        "query": matching(query),
        "post_filter": passing(chosen),
        "collapse": {"field": "group", "inner_hits": inner},
        "sort": order,
        "from": query.start,
        "size": query.size,
        "_source": False,
        "track_total_hits": False,
        "aggs": {
            "total": {"filter": passing(chosen), "aggs": {"number": counted("group")}},
            **{name: facet(name, chosen) for name in names},
        },
    }


def passing(chosen, without=""):
    """Return the filter of the sections with a chosen value of every facet but one."""
    tests = [
        {"terms": {f"facets.{name}": values}} for name, values in chosen.items() if name != without
    ]
    return {"bool": {"filter": tests}}


def facet(name, chosen):
    """Return the aggregation that counts groups by the values of a facet."""
    values = {"terms": {"field": f"facets.{name}", "size": VALUES}}
    return {
        "filter": passing(chosen, without=name),
        "aggs": {"values": values | {"aggs": {"groups": counted("group")}}},
    }


def counted(field):
    """Return the aggregation that counts the different values of a field."""
    return {"cardinality": {"field": field, "precision_threshold": EXACT}}
