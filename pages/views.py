from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader


def page_not_found(request, exception=None):
    """The same page for whatever is not there, in the language of the address."""
    return render(request, "404.html", status=404)


def server_error(request):
    """Rendered from one file without context: it must not need the database, the session or static names."""
    return HttpResponseServerError(loader.get_template("500.html").template.source)
